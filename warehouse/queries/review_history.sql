-- What have people decided on a name and an entry, in which articles, in the order of time?
SELECT
    d.decision,
    d.article_id,
    d.decided_by,
    d.decided_at,
    d.note
FROM ops.review_decisions AS d
WHERE
    d.entity_key = $entity_key
    AND d.list = $list
    AND d.entry_id = $entry_id
ORDER BY d.decided_at, d.rowid;
