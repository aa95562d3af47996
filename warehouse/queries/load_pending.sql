-- Whose conclusions does this batch put out of date?
INSERT INTO ops.pending_articles (article_id)
SELECT article_id
FROM taken;

INSERT INTO ops.pending_keys (entity_key)
SELECT DISTINCT c.entity_key
FROM READ_PARQUET($chains) AS c
SEMI JOIN taken AS t
    ON t.article_id = c.article_id;
