-- Is any conclusion out of date?
SELECT
    (SELECT COUNT(DISTINCT entity_key) FROM ops.pending_keys),
    (SELECT COUNT(DISTINCT article_id) FROM ops.pending_articles);
