-- Which of the files just listed were read before, in this very state and by these versions: how
-- many articles did those hold that were read whole, and how far were the others read?
SELECT
    f.articles,
    p.position,
    p.articles AS articles_before,
    p.is_final,
    p.began_at
FROM listed_files AS l
LEFT JOIN ops.files AS f
    ON
        f.source = l.source
        AND f.uri = l.uri
        AND f.key = l.key
        AND f.size = l.size
        AND f.mtime_ns = l.mtime_ns
        AND f.ctime_ns = l.ctime_ns
        AND f.inode = l.inode
        AND f.device = l.device
        AND f.versions = $versions
LEFT JOIN ops.positions AS p
    ON
        p.source = l.source
        AND p.uri = l.uri
        AND p.key = l.key
        AND p.size = l.size
        AND p.mtime_ns = l.mtime_ns
        AND p.ctime_ns = l.ctime_ns
        AND p.inode = l.inode
        AND p.device = l.device
        AND p.versions = $versions
ORDER BY l.position;
