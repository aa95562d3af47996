-- What could not be read now, and which of it is news?
CREATE OR REPLACE TEMP TABLE seen AS
SELECT
    UNNEST($reject_ids) AS reject_id,
    UNNEST($uris) AS uri,
    UNNEST($record_keys) AS record_key,
    UNNEST($stages) AS stage,
    UNNEST($reasons) AS reason,
    UNNEST($messages) AS message;

CREATE OR REPLACE TEMP TABLE noted AS
SELECT
    s.*,
    COALESCE(r.first_seen, $now) AS first_seen,
    r.reject_id IS NULL OR r.resolved_at IS NOT NULL AS is_news
FROM seen AS s
LEFT JOIN ops.rejects AS r
    ON r.reject_id = s.reject_id;

DELETE FROM ops.rejects
WHERE reject_id IN (
    SELECT reject_id
    FROM noted
);

INSERT INTO ops.rejects (
    reject_id, uri, record_key, stage, reason, message, first_seen, last_seen
)
SELECT reject_id, uri, record_key, stage, reason, message, first_seen, $now
FROM noted;

SELECT COUNT(*) FILTER (WHERE is_news)
FROM noted;
