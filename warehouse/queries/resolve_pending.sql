-- Is any conclusion out of date?
SELECT
    (SELECT COUNT(DISTINCT entity_key) FROM ops.pending_keys),
    (
        SELECT COUNT(*)
        FROM (
            SELECT article_id
            FROM ops.pending_articles
            UNION
            SELECT article_id
            FROM ops.pending_matches
        )
    ),
    (SELECT COUNT(*) FROM (SELECT DISTINCT list, entry_id FROM ops.pending_entries));
