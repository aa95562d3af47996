-- Which pairs do these bodies make?
SELECT a.one, a.other
FROM ops.alike_bodies AS a
SEMI JOIN reached_bodies AS r
    ON r.body_hash = a.one;
