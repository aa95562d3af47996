-- What could not be read, and still cannot, newest first?
SELECT
    strftime(j.last_seen, '%Y-%m-%d %H:%M:%S') AS last_seen,
    j.uri,
    j.record_key,
    j.stage,
    j.reason,
    j.message
FROM main.rejects AS j
WHERE
    j.resolved_at IS NULL
ORDER BY
    j.last_seen DESC,
    j.uri,
    j.record_key
LIMIT $most;
