-- Which texts are older than their article's current one, so that no run reads them again?
CREATE OR REPLACE TEMP TABLE outdated AS
WITH texts AS (
    SELECT article_id, content_hash, fetched_at, $versions AS versions
    FROM incoming
    WHERE outcome = 'older'
    UNION ALL
    SELECT
        article_id,
        present_hash AS content_hash,
        present_fetched_at AS fetched_at,
        present_versions AS versions
    FROM incoming
    WHERE outcome = 'changed'
)

SELECT
    t.article_id,
    t.content_hash,
    GREATEST(t.fetched_at, s.fetched_at) AS fetched_at,
    t.versions
FROM texts AS t
LEFT JOIN ops.superseded AS s
    ON
        s.article_id = t.article_id
        AND s.content_hash = t.content_hash;

DELETE FROM ops.superseded AS s
USING outdated AS o
WHERE
    s.article_id = o.article_id
    AND s.content_hash = o.content_hash;

INSERT INTO ops.superseded (article_id, content_hash, fetched_at, versions)
SELECT article_id, content_hash, fetched_at, versions
FROM outdated;
