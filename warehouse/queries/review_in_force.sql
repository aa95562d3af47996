-- Which decision holds everywhere on a name and an entry, if any?
SELECT NULLIF(FIRST(d.decision ORDER BY d.decided_at DESC, d.rowid DESC), 'candidate')
FROM ops.review_decisions AS d
WHERE
    d.entity_key = $entity_key
    AND d.list = $list
    AND d.entry_id = $entry_id
    AND d.article_id IS NULL;
