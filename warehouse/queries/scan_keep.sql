-- How far have these files been read, and in which state were they?
DELETE FROM ops.positions AS p
WHERE EXISTS (
    SELECT 1
    FROM kept_positions AS k
    WHERE
        k.source = p.source
        AND k.uri = p.uri
);

INSERT INTO ops.positions (
    source, uri, key, size, mtime_ns, ctime_ns, inode, device, versions, position, articles,
    is_final, began_at, run_id, kept_at
)
SELECT
    source, uri, key, size, mtime_ns, ctime_ns, inode, device, versions, position, articles,
    is_final, began_at, $run_id, $now
FROM kept_positions;
