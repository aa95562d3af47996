-- Which bodies may have become one of the first of a crowded bucket, or be it no longer? Their pairs
-- have to be found anew.
INSERT INTO changed_bodies (body_hash)
WITH came AS (
    SELECT
        band,
        COUNT(*) AS bodies
    FROM buckets
    WHERE changed
    GROUP BY band
    HAVING MIN(place) <= $heads
),

gone AS (
    SELECT band, COUNT(*) AS bodies
    FROM gone_bands
    GROUP BY band
)

SELECT DISTINCT b.body_hash
FROM buckets AS b
LEFT JOIN came AS c
    ON c.band = b.band
LEFT JOIN gone AS g
    ON g.band = b.band
WHERE
    NOT b.changed
    AND b.place > $heads - COALESCE(g.bodies, 0)
    AND b.place <= $heads + COALESCE(c.bodies, 0);
