-- Which files have now been read, and in which state were they?
DELETE FROM ops.files AS f
WHERE EXISTS (
    SELECT 1
    FROM read_files AS r
    WHERE
        r.source = f.source
        AND r.uri = f.uri
);

INSERT INTO ops.files (
    source, uri, key, size, mtime_ns, ctime_ns, inode, device, versions, articles, run_id, read_at
)
SELECT
    source, uri, key, size, mtime_ns, ctime_ns, inode, device, versions, articles, $run_id, $now
FROM read_files;
