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
FROM resolved.article_entities
UNION
SELECT article_id
FROM resolved.article_duplicates;

-- Bodies and names are compared anew too: another version compares otherwise.
DELETE FROM ops.alike_bodies;

DELETE FROM ops.matched_names;

DELETE FROM ops.name_keys;

DELETE FROM ops.name_likeness;

INSERT INTO ops.pending_matches (article_id)
SELECT article_id
FROM facts.articles
UNION
SELECT article_id
FROM resolved.watchlist_matches;
