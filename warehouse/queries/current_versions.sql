-- Which texts does the store know, made by which versions: those that stand, and older ones?
SELECT
    a.article_id,
    a.content_hash,
    a.revision,
    v.versions,
    a.fetched_at,
    TRUE AS is_current
FROM facts.articles AS a
INNER JOIN (
    SELECT batch_id, ops.versions_text(versions) AS versions
    FROM ops.batches
) AS v
    ON v.batch_id = a.batch_id
UNION ALL
SELECT
    article_id,
    content_hash,
    NULL AS revision,
    versions,
    fetched_at,
    FALSE AS is_current
FROM ops.superseded;
