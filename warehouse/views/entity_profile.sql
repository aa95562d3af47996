-- What does the store know of each person, firm, body and state?
CREATE OR REPLACE VIEW main.entity_profile AS
WITH mentioned AS (
    SELECT
        entity_id,
        SUM(mention_count)::BIGINT AS mentions,
        COUNT(*) FILTER (WHERE in_title) AS titles
    FROM main.article_entities
    GROUP BY entity_id
),

roles AS (
    SELECT entity_id, LIST(role ORDER BY uses DESC, role) AS roles
    FROM (
        SELECT entity_id, role, COUNT(DISTINCT article_id) AS uses
        FROM main.roles
        GROUP BY entity_id, role
    )
    GROUP BY entity_id
),

organizations AS (
    SELECT
        entity_id,
        LIST(DISTINCT organization ORDER BY organization) AS organizations
    FROM main.roles
    WHERE organization IS NOT NULL
    GROUP BY entity_id
),

quoted AS (
    SELECT speaker_entity_id AS entity_id, COUNT(*) AS quotes
    FROM main.quotes
    GROUP BY speaker_entity_id
),

parts AS (
    SELECT
        p.entity_id,
        COUNT(DISTINCT p.event_id) FILTER (WHERE p.role = 'issuer') AS as_issuer,
        COUNT(DISTINCT p.event_id) FILTER (WHERE p.role = 'target') AS as_target,
        COUNT(DISTINCT p.event_id) FILTER (
            WHERE p.role IN ('actor', 'announcer')
        ) AS as_actor
    FROM main.sanction_parties AS p
    SEMI JOIN main.sanctions AS s
        ON s.event_id = p.event_id
    GROUP BY p.entity_id
),

listings AS (
    SELECT entity_id, LIST(DISTINCT list ORDER BY list) AS lists
    FROM main.watchlist_matches
    WHERE decision IN ('auto', 'confirmed')
    GROUP BY entity_id
)

SELECT
    e.entity_id,
    e.name,
    e.kind,
    e.country,
    e.aliases,
    COALESCE(r.roles, []) AS roles,
    COALESCE(o.organizations, []) AS organizations,
    e.article_count,
    COALESCE(m.mentions, 0) AS mentions,
    COALESCE(m.titles, 0) AS titles,
    COALESCE(q.quotes, 0) AS quotes,
    COALESCE(p.as_issuer, 0) AS as_issuer,
    COALESCE(p.as_target, 0) AS as_target,
    COALESCE(p.as_actor, 0) AS as_actor,
    COALESCE(l.lists, []) AS lists,
    e.first_published,
    e.last_published
FROM main.entities AS e
LEFT JOIN mentioned AS m
    ON m.entity_id = e.entity_id
LEFT JOIN roles AS r
    ON r.entity_id = e.entity_id
LEFT JOIN organizations AS o
    ON o.entity_id = e.entity_id
LEFT JOIN quoted AS q
    ON q.entity_id = e.entity_id
LEFT JOIN parts AS p
    ON p.entity_id = e.entity_id
LEFT JOIN listings AS l
    ON l.entity_id = e.entity_id;

COMMENT ON VIEW main.entity_profile IS 'What does the store know of each person, firm, body and state? One row an entity: roles most told first, and how often it issues, suffers or speaks of sanctions.';
