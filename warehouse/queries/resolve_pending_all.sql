-- Put every conclusion out of date.
DELETE FROM ops.pending_keys;

DELETE FROM ops.pending_articles;

INSERT INTO ops.pending_keys (entity_key)
SELECT entity_key
FROM facts.chains
UNION
SELECT entity_key
FROM resolved.entity_keys;

INSERT INTO ops.pending_articles (article_id)
SELECT article_id
FROM facts.articles
UNION
SELECT article_id
FROM resolved.article_entities;
