-- Which bodies have come, gone, or come to other articles?
CREATE OR REPLACE TEMP TABLE changed_bodies AS
SELECT s.body_hash
FROM facts.article_signatures AS s
SEMI JOIN ops.pending_articles AS p
    ON p.article_id = s.article_id
UNION
SELECT body_hash
FROM ops.pending_bodies;

CREATE OR REPLACE TEMP TABLE gone_bands AS
SELECT UNNEST(bands) AS band
FROM (
    SELECT DISTINCT body_hash, bands
    FROM ops.pending_bodies
);

SELECT COUNT(*)
FROM changed_bodies;
