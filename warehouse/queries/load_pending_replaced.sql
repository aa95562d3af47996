-- Which chains and bodies did the replaced articles have?
INSERT INTO ops.pending_keys (entity_key)
SELECT DISTINCT c.entity_key
FROM facts.chains AS c
SEMI JOIN replaced AS r
    ON r.article_id = c.article_id;

INSERT INTO ops.pending_bodies (body_hash, bands)
SELECT s.body_hash, s.bands
FROM facts.article_signatures AS s
SEMI JOIN replaced AS r
    ON r.article_id = s.article_id;
