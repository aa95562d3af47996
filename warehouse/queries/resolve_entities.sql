-- Who and what do the articles speak of, under which names, from when to when?
DELETE FROM resolved.entities
WHERE entity_id IN (
    SELECT entity_id
    FROM touched_entities
);

INSERT INTO resolved.entities (
    entity_id,
    name,
    kind,
    country,
    aliases,
    article_count,
    first_published,
    last_published,
    resolve_version
)
WITH members AS (
    SELECT
        k.entity_id,
        c.article_id,
        c.entity_key,
        c.name,
        c.kind,
        c.country
    FROM facts.chains AS c
    INNER JOIN resolved.entity_keys AS k
        ON k.entity_key = c.entity_key
    SEMI JOIN touched_entities AS t
        ON t.entity_id = k.entity_id
),

names AS (
    SELECT entity_id, FIRST(name ORDER BY uses DESC, name) AS name
    FROM (
        SELECT entity_id, name, COUNT(*) AS uses
        FROM members
        GROUP BY entity_id, name
    )
    GROUP BY entity_id
),

kinds AS (
    SELECT entity_id, FIRST(kind ORDER BY uses DESC, kind) AS kind
    FROM (
        SELECT entity_id, kind, COUNT(*) AS uses
        FROM members
        GROUP BY entity_id, kind
    )
    GROUP BY entity_id
),

countries AS (
    SELECT entity_id, FIRST(country ORDER BY uses DESC, country) AS country
    FROM (
        SELECT entity_id, country, COUNT(*) AS uses
        FROM members
        WHERE country IS NOT NULL
        GROUP BY entity_id, country
    )
    GROUP BY entity_id
),

surfaces AS (
    SELECT entity_id, name AS called
    FROM members
    UNION
    SELECT k.entity_id, REGEXP_REPLACE(m.surface, '\s+', ' ', 'g') AS called
    FROM facts.mentions AS m
    INNER JOIN resolved.entity_keys AS k
        ON k.entity_key = m.entity_key
    SEMI JOIN touched_entities AS t
        ON t.entity_id = k.entity_id
    WHERE m.form IN ('name', 'acronym')
),

aliases AS (
    SELECT s.entity_id, LIST(s.called ORDER BY s.called) AS aliases
    FROM surfaces AS s
    INNER JOIN names AS n
        ON n.entity_id = s.entity_id
    WHERE s.called <> n.name
    GROUP BY s.entity_id
),

days AS (
    SELECT
        m.entity_id,
        COUNT(DISTINCT m.article_id) AS article_count,
        MIN(a.published_date) AS first_published,
        MAX(a.published_date) AS last_published
    FROM members AS m
    INNER JOIN facts.articles AS a
        ON a.article_id = m.article_id
    GROUP BY m.entity_id
)

SELECT
    n.entity_id,
    n.name,
    k.kind,
    c.country,
    COALESCE(l.aliases, []) AS aliases,
    d.article_count,
    d.first_published,
    d.last_published,
    $resolve_version AS resolve_version
FROM names AS n
INNER JOIN kinds AS k
    ON k.entity_id = n.entity_id
INNER JOIN days AS d
    ON d.entity_id = n.entity_id
LEFT JOIN countries AS c
    ON c.entity_id = n.entity_id
LEFT JOIN aliases AS l
    ON l.entity_id = n.entity_id;
