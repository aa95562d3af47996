-- Which of these names share enough keys with names on the lists to be compared?
WITH shared AS (
    SELECT
        n.class,
        n.name_id AS called_id,
        l.name_id AS list_id,
        n.position,
        MAX(LEAST(n.weight, l.weight)) AS weight
    FROM screened_keys AS n
    INNER JOIN ops.name_keys AS l
        ON
            l.side = 'list'
            AND l.class = n.class
            AND l.key = n.key
    GROUP BY n.class, n.name_id, l.name_id, n.position
),

pairs AS (
    SELECT class, called_id, list_id
    FROM shared
    GROUP BY class, called_id, list_id
    HAVING SUM(weight) >= $least_weight
)

SELECT
    p.class,
    c.name AS called,
    l.name AS list_name
FROM pairs AS p
INNER JOIN screened_names AS c
    ON c.name_id = p.called_id
INNER JOIN ops.matched_names AS l
    ON l.name_id = p.list_id;
