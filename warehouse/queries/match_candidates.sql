-- Which new names share enough keys with names of the other side to be compared?
WITH shared AS (
    SELECT
        n.class,
        n.name AS called,
        l.name AS list_name,
        n.position,
        MAX(LEAST(n.weight, l.weight)) AS weight
    FROM ops.name_keys AS n
    INNER JOIN ops.name_keys AS l
        ON
            l.side = 'list'
            AND l.class = n.class
            AND l.key = n.key
    WHERE
        n.side = 'news'
        AND (
            (n.class, n.name) IN (SELECT (w.class, w.name) FROM new_names AS w WHERE w.side = 'news')
            OR (l.class, l.name) IN (SELECT (w.class, w.name) FROM new_names AS w WHERE w.side = 'list')
        )
    GROUP BY ALL
)

SELECT class, called, list_name
FROM shared
GROUP BY ALL
HAVING SUM(weight) >= $least_weight;
