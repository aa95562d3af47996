-- Is any conclusion out of date?
SELECT
    (SELECT COUNT(DISTINCT entity_key) FROM ops.pending_keys),
    (SELECT COUNT(DISTINCT article_id) FROM ops.pending_articles),
    (SELECT COUNT(*) FROM ops.pending_entries) + (SELECT COUNT(*) FROM ops.pending_matches);
