-- Which chains did the replaced articles have?
INSERT INTO ops.pending_keys (entity_key)
SELECT DISTINCT c.entity_key
FROM facts.chains AS c
SEMI JOIN replaced AS r
    ON r.article_id = c.article_id;
