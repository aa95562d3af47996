-- Which of the records just read does the store know already, made by the same versions?
SELECT
    s.article_id,
    s.content_hash,
    COALESCE(a.content_hash = s.content_hash AND ops.versions_text(b.versions) = $versions, FALSE)
    OR COALESCE(
        o.versions = $versions
        AND COALESCE(s.fetched_at, '-infinity'::TIMESTAMP)
        <= COALESCE(o.fetched_at, '-infinity'::TIMESTAMP),
        FALSE
    ) AS is_known,
    CASE
        WHEN a.article_id IS NULL THEN 1
        WHEN a.content_hash = s.content_hash THEN a.revision
        ELSE a.revision + 1
    END AS revision,
    a.content_hash AS previous_hash
FROM seen_records AS s
LEFT JOIN facts.articles AS a
    ON a.article_id = s.article_id
LEFT JOIN ops.batches AS b
    ON b.batch_id = a.batch_id
LEFT JOIN ops.superseded AS o
    ON
        o.article_id = s.article_id
        AND o.content_hash = s.content_hash
ORDER BY s.position;
