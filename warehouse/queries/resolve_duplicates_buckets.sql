-- Which bodies share a band with the changed ones? `place` is a body's in its bucket, whatever came
-- first.
CREATE OR REPLACE TEMP TABLE buckets AS
WITH bands AS (
    SELECT body_hash, UNNEST(bands) AS band
    FROM facts.article_signatures
),

touched AS (
    SELECT b.band
    FROM bands AS b
    SEMI JOIN changed_bodies AS c
        ON c.body_hash = b.body_hash
    UNION ALL
    SELECT band
    FROM gone_bands
),

members AS (
    SELECT b.band, b.body_hash
    FROM bands AS b
    SEMI JOIN touched AS t
        ON t.band = b.band
),

shared AS (
    SELECT band
    FROM members
    GROUP BY band
    HAVING COUNT(*) > 1
),

crowds AS (
    SELECT DISTINCT m.band, m.body_hash
    FROM members AS m
    SEMI JOIN shared AS s
        ON s.band = m.band
)

SELECT
    band,
    body_hash,
    body_hash IN (FROM changed_bodies) AS changed,
    ROW_NUMBER() OVER (
        PARTITION BY band
        ORDER BY body_hash
    ) AS place
FROM crowds;
