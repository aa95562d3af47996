-- Which entries bear the names that were found, and what do the lists tell of them? The best name
-- of an entry for each name that was asked for.
WITH entries AS (
    SELECT
        v.list,
        v.entry_id,
        g.class,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(v.countries)))) AS countries,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(v.positions)))) AS positions,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(v.programs)))) AS programs,
        LIST_SORT(LIST_DISTINCT(LIST(v.birth_date) FILTER (WHERE v.birth_date IS NOT NULL)))
            AS birth_dates
    FROM ops.entry_versions AS v
    INNER JOIN name_groups AS g
        ON g.kind = v.kind
    WHERE
        $list IS NULL
        OR v.list = $list
    GROUP BY v.list, v.entry_id, g.class
),

-- Not DISTINCT beside UNNEST: DuckDB 1.5 then looks at the first unnested column alone.
told_names AS (
    SELECT
        v.list,
        v.entry_id,
        g.class,
        UNNEST(v.names, recursive := TRUE)
    FROM ops.entry_versions AS v
    INNER JOIN name_groups AS g
        ON g.kind = v.kind
),

entry_names AS (
    SELECT DISTINCT list, entry_id, class, name, type
    FROM told_names
)

SELECT
    s.called,
    s.class,
    e.list,
    e.entry_id,
    MAX(s.score) AS score,
    ARG_MAX(
        STRUCT_PACK(name := n.name, type := n.type),
        ROW(
            s.score,
            CASE n.type
                WHEN 'primary' THEN 3
                WHEN 'alias' THEN 2
                WHEN 'former' THEN 1
                ELSE 0
            END,
            n.name
        )
    ) AS best,
    ANY_VALUE(e.countries) AS countries,
    ANY_VALUE(e.positions) AS positions,
    ANY_VALUE(e.programs) AS programs,
    ANY_VALUE(COALESCE(e.birth_dates, [])) AS birth_dates
FROM scored_pairs AS s
INNER JOIN entry_names AS n
    ON
        n.class = s.class
        AND n.name = s.list_name
INNER JOIN entries AS e
    ON
        e.list = n.list
        AND e.entry_id = n.entry_id
        AND e.class = n.class
GROUP BY s.called, s.class, e.list, e.entry_id
ORDER BY s.called, score DESC, e.list, e.entry_id;
