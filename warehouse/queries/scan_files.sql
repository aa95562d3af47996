-- Which of the files just listed were read before, in this very state and by these versions, and
-- how many articles did they hold then?
SELECT f.articles
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
ORDER BY l.position;
