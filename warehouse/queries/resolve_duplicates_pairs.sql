-- Which bodies repeat each other now, and whose groups may be others than before?
CREATE OR REPLACE TEMP TABLE reached_bodies AS
FROM changed_bodies
UNION
SELECT a.other AS body_hash
FROM ops.alike_bodies AS a
SEMI JOIN changed_bodies AS c
    ON c.body_hash = a.one
UNION
SELECT a.one AS body_hash
FROM ops.alike_bodies AS a
SEMI JOIN changed_bodies AS c
    ON c.body_hash = a.other;

DELETE FROM ops.alike_bodies
WHERE
    one IN (FROM changed_bodies)
    OR other IN (FROM changed_bodies);

INSERT INTO ops.alike_bodies (one, other)
SELECT one, other
FROM alike_pairs;

CREATE OR REPLACE TEMP TABLE reached_bodies AS
WITH RECURSIVE edges AS (
    SELECT one AS body_hash, other
    FROM ops.alike_bodies
    UNION ALL
    SELECT other AS body_hash, one AS other
    FROM ops.alike_bodies
),

reached AS (
    FROM reached_bodies
    UNION
    SELECT e.other AS body_hash
    FROM reached AS r
    INNER JOIN edges AS e
        ON e.body_hash = r.body_hash
)

FROM reached;

CREATE OR REPLACE TEMP TABLE reached_articles AS
SELECT
    s.article_id,
    s.body_hash,
    CASE
        WHEN a.published_precision NOT IN ('year', 'month') THEN a.published_at
    END AS published
FROM facts.article_signatures AS s
SEMI JOIN reached_bodies AS r
    ON r.body_hash = s.body_hash
INNER JOIN facts.articles AS a
    ON a.article_id = s.article_id;

CREATE OR REPLACE TEMP TABLE reached_firsts AS
SELECT
    body_hash,
    FIRST(article_id ORDER BY published NULLS LAST, article_id) AS article_id,
    MIN(published) AS published
FROM reached_articles
GROUP BY body_hash;
