-- Which of these names share enough keys with names on the lists to be compared?
WITH shared AS (
    SELECT
        n.class,
        n.name AS called,
        l.name AS list_name,
        n.position,
        MAX(LEAST(n.weight, l.weight)) AS weight
    FROM screened_keys AS n
    INNER JOIN ops.name_keys AS l
        ON
            l.side = 'list'
            AND l.class = n.class
            AND l.key = n.key
    GROUP BY ALL
)

SELECT class, called, list_name
FROM shared
GROUP BY ALL
HAVING SUM(weight) >= $least_weight;
