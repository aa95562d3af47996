-- What do these articles tell of somebody, and the lists of an entry with a name like it?
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
),

named AS (
    SELECT
        c.article_id,
        c.entity_key,
        c.name AS called,
        c.kind,
        g.class,
        c.country,
        n.list,
        n.entry_id,
        MAX(l.score) AS score,
        ARG_MAX(
            STRUCT_PACK(name := n.name, type := n.type),
            ROW(
                l.score,
                CASE n.type
                    WHEN 'primary' THEN 3
                    WHEN 'alias' THEN 2
                    WHEN 'former' THEN 1
                    ELSE 0
                END,
                n.name
            )
        ) AS best
    FROM facts.chains AS c
    SEMI JOIN pending_match_articles AS p
        ON p.article_id = c.article_id
    INNER JOIN name_groups AS g
        ON g.kind = c.kind
    INNER JOIN ops.name_likeness AS l
        ON
            l.class = g.class
            AND l.called = c.name
    INNER JOIN entry_names AS n
        ON
            n.class = l.class
            AND n.name = l.list_name
    GROUP BY ALL
),

told_roles AS (
    SELECT
        r.article_id,
        r.entity_key,
        LIST(DISTINCT r.role ORDER BY r.role) AS roles,
        LIST(DISTINCT r.country ORDER BY r.country)
            FILTER (WHERE r.country IS NOT NULL) AS role_countries
    FROM facts.roles AS r
    GROUP BY r.article_id, r.entity_key
),

around AS (
    SELECT
        c.article_id,
        LIST(DISTINCT c.country ORDER BY c.country) AS around
    FROM facts.chains AS c
    WHERE
        c.kind = 'country'
        AND c.country IS NOT NULL
    GROUP BY c.article_id
)

SELECT
    n.article_id,
    n.entity_key,
    n.list,
    n.entry_id,
    n.called,
    n.kind,
    n.class,
    n.country,
    COALESCE(r.roles, []) AS roles,
    COALESCE(r.role_countries, []) AS role_countries,
    COALESCE(a.around, []) AS around,
    t.published_date AS day,
    n.best.name AS list_name,
    n.best.type AS name_type,
    n.score,
    e.countries,
    e.positions,
    e.programs,
    COALESCE(e.birth_dates, []) AS birth_dates
FROM named AS n
INNER JOIN entries AS e
    ON
        e.list = n.list
        AND e.entry_id = n.entry_id
        AND e.class = n.class
INNER JOIN facts.articles AS t
    ON t.article_id = n.article_id
LEFT JOIN told_roles AS r
    ON
        r.article_id = n.article_id
        AND r.entity_key = n.entity_key
LEFT JOIN around AS a
    ON a.article_id = n.article_id
ORDER BY n.article_id, n.entity_key, n.list, n.entry_id;
