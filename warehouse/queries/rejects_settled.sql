-- What could not be read before, and was read well now?
CREATE OR REPLACE TEMP TABLE mended AS
SELECT reject_id
FROM ops.rejects
WHERE
    resolved_at IS NULL
    AND uri IN (SELECT UNNEST($uris))
    AND reject_id NOT IN (SELECT UNNEST($seen_ids));

UPDATE ops.rejects
SET resolved_at = $now
WHERE reject_id IN (
    SELECT reject_id
    FROM mended
);

SELECT COUNT(*)
FROM mended;
