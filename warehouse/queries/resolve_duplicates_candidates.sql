-- Which bodies are to be compared with the changed ones? In a crowded bucket all are compared with
-- its first alone, so that pages made by one template do not make millions of pairs.
CREATE OR REPLACE TEMP TABLE candidates AS
SELECT l.body_hash AS one, r.body_hash AS other
FROM buckets AS l
INNER JOIN buckets AS r
    ON
        r.band = l.band
        AND r.place > l.place
WHERE
    l.changed
    AND l.place <= $heads
UNION
SELECT l.body_hash AS one, r.body_hash AS other
FROM buckets AS r
INNER JOIN buckets AS l
    ON
        l.band = r.band
        AND l.place < r.place
WHERE
    r.changed
    AND NOT l.changed
    AND l.place <= $heads;

FROM candidates;
