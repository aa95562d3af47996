-- Which names, of lists and of the news, have not been compared yet, and which are gone?
CREATE OR REPLACE TEMP TABLE wanted_names AS
SELECT DISTINCT
    'list' AS side,
    g.class,
    UNNEST(v.names).name AS name
FROM ops.entry_versions AS v
INNER JOIN name_groups AS g
    ON g.kind = v.kind
UNION ALL
SELECT DISTINCT
    'news' AS side,
    g.class,
    c.name
FROM facts.chains AS c
INNER JOIN name_groups AS g
    ON g.kind = c.kind;

CREATE OR REPLACE TEMP TABLE unknown_names AS
SELECT w.side, w.class, w.name
FROM wanted_names AS w
ANTI JOIN ops.matched_names AS m
    ON
        m.side = w.side
        AND m.class = w.class
        AND m.name = w.name;

CREATE OR REPLACE TEMP TABLE gone_names AS
SELECT m.name_id, m.side, m.class, m.name
FROM ops.matched_names AS m
ANTI JOIN wanted_names AS w
    ON
        w.side = m.side
        AND w.class = m.class
        AND w.name = m.name;

DELETE FROM ops.name_keys AS k
USING gone_names AS g
WHERE k.name_id = g.name_id;

DELETE FROM ops.matched_names AS m
USING gone_names AS g
WHERE m.name_id = g.name_id;

DELETE FROM ops.name_likeness AS l
USING gone_names AS g
WHERE
    l.class = g.class
    AND (
        (g.side = 'news' AND l.called = g.name)
        OR (g.side = 'list' AND l.list_name = g.name)
    );

INSERT INTO ops.matched_names (side, class, name)
SELECT side, class, name
FROM unknown_names
ORDER BY side, class, name;

CREATE OR REPLACE TEMP TABLE new_names AS
SELECT m.*
FROM ops.matched_names AS m
SEMI JOIN unknown_names AS u
    ON
        u.side = m.side
        AND u.class = m.class
        AND u.name = m.name;

SELECT name_id, side, class, name
FROM new_names
ORDER BY name_id;
