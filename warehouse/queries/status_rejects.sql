-- What could not be read, and still cannot, newest first?
SELECT
    j.uri,
    j.record_key,
    j.reason,
    j.message
FROM main.rejects AS j
WHERE
    j.resolved_at IS NULL
ORDER BY
    j.last_seen DESC,
    j.uri,
    j.record_key
LIMIT 10;
