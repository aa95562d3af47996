-- Which of the files just listed were read before, in this very state and by these versions: how
-- many articles did those hold that were read whole, and how far were the others read?
SELECT
    f.articles,
    p.position,
    p.articles AS articles_before,
    p.is_final,
    p.began_at
FROM listed_files AS l
LEFT JOIN (
    FROM ops.files
    WHERE versions = $versions
) AS f
    USING (source, uri, key, size, mtime_ns, ctime_ns, inode, device)
LEFT JOIN (
    FROM ops.positions
    WHERE versions = $versions
) AS p
    USING (source, uri, key, size, mtime_ns, ctime_ns, inode, device)
ORDER BY l.position;
