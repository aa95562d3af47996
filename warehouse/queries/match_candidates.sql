-- Which new names share enough keys with names of the other side to be compared?
WITH new_keys AS (
    SELECT k.*
    FROM ops.name_keys AS k
    SEMI JOIN new_names AS w
        ON w.name_id = k.name_id
),

-- Either side may be new: new names of the news meet all of the lists, new ones of the lists meet
-- those of the news that are not new.
met AS (
    SELECT
        n.name_id AS called_id,
        l.name_id AS list_id,
        n.position,
        LEAST(n.weight, l.weight) AS weight
    FROM new_keys AS n
    INNER JOIN ops.name_keys AS l
        ON
            l.side = 'list'
            AND l.class = n.class
            AND l.key = n.key
    WHERE n.side = 'news'
    UNION ALL
    SELECT
        n.name_id AS called_id,
        l.name_id AS list_id,
        n.position,
        LEAST(n.weight, l.weight) AS weight
    FROM new_keys AS l
    INNER JOIN ops.name_keys AS n
        ON
            n.side = 'news'
            AND n.class = l.class
            AND n.key = l.key
    WHERE
        l.side = 'list'
        AND n.name_id NOT IN (SELECT w.name_id FROM new_names AS w)
),

shared AS (
    SELECT called_id, list_id, position, MAX(weight) AS weight
    FROM met
    GROUP BY called_id, list_id, position
),

pairs AS (
    SELECT called_id, list_id
    FROM shared
    GROUP BY called_id, list_id
    HAVING SUM(weight) >= $least_weight
)

SELECT
    c.class,
    c.name AS called,
    l.name AS list_name
FROM pairs AS p
INNER JOIN ops.matched_names AS c
    ON c.name_id = p.called_id
INNER JOIN ops.matched_names AS l
    ON l.name_id = p.list_id;
