-- What does the store know of each person, firm, body and state?
CREATE OR REPLACE VIEW main.entity_profile AS
WITH stories AS (
    SELECT article_id
    FROM main.articles
    WHERE duplicate_of IS NULL
),

mentioned AS (
    SELECT
        n.entity_id,
        COUNT(*) AS articles,
        SUM(n.mention_count)::BIGINT AS mentions,
        COUNT(*) FILTER (WHERE n.in_title) AS titles
    FROM main.article_entities AS n
    SEMI JOIN stories AS s
        ON s.article_id = n.article_id
    GROUP BY n.entity_id
),

roles AS (
    SELECT entity_id, LIST(role ORDER BY uses DESC, role) AS roles
    FROM (
        SELECT r.entity_id, r.role, COUNT(DISTINCT s.article_id) AS uses
        FROM main.roles AS r
        LEFT JOIN stories AS s
            ON s.article_id = r.article_id
        GROUP BY r.entity_id, r.role
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
    SELECT q.speaker_entity_id AS entity_id, COUNT(*) AS quotes
    FROM main.quotes AS q
    SEMI JOIN stories AS s
        ON s.article_id = q.article_id
    GROUP BY q.speaker_entity_id
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

matched AS (
    SELECT DISTINCT m.entity_id, m.list, m.entry_id
    FROM main.watchlist_matches AS m
    WHERE m.decision IN ('auto', 'confirmed')
),

newest AS (
    SELECT w.list, MAX(w.published_on) AS snapshot
    FROM main.watchlist_snapshots AS w
    GROUP BY w.list
),

periods AS (
    SELECT w.list, w.entry_id, MIN(w.first_listed) AS first_listed
    FROM main.listing_periods AS w
    SEMI JOIN matched AS m
        ON
            m.list = w.list
            AND m.entry_id = w.entry_id
    GROUP BY w.list, w.entry_id
),

standings AS (
    SELECT
        m.*,
        n.snapshot,
        w.first_listed,
        main.standing_on(m.list, m.entry_id, n.snapshot) AS standing
    FROM matched AS m
    LEFT JOIN newest AS n
        ON n.list = m.list
    LEFT JOIN periods AS w
        ON
            w.list = m.list
            AND w.entry_id = m.entry_id
),

listings AS (
    SELECT
        s.entity_id,
        main.standing_over(s.standing) AS listed,
        LIST(DISTINCT s.list ORDER BY s.list) AS lists,
        LIST(s.list || ':' || s.entry_id ORDER BY s.list, s.entry_id) AS list_entries,
        MIN(s.first_listed) AS first_listed,
        MIN(s.snapshot) AS newest_snapshot
    FROM standings AS s
    GROUP BY s.entity_id
)

SELECT
    e.entity_id,
    e.name,
    e.kind,
    e.country,
    e.aliases,
    COALESCE(r.roles, []) AS roles,
    COALESCE(o.organizations, []) AS organizations,
    COALESCE(m.articles, 0)::INTEGER AS article_count,
    COALESCE(m.mentions, 0) AS mentions,
    COALESCE(m.titles, 0) AS titles,
    COALESCE(q.quotes, 0) AS quotes,
    COALESCE(p.as_issuer, 0) AS as_issuer,
    COALESCE(p.as_target, 0) AS as_target,
    COALESCE(p.as_actor, 0) AS as_actor,
    COALESCE(l.lists, []) AS lists,
    l.listed,
    COALESCE(l.list_entries, []) AS list_entries,
    l.first_listed,
    l.newest_snapshot,
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
COMMENT ON COLUMN main.entity_profile.article_count IS 'Articles that name it; near-duplicates are left out, here and of mentions, titles, quotes and parts in sanctions.';
COMMENT ON COLUMN main.entity_profile.lists IS 'Lists with an entry that a rule or a person accepts for it in some article, whether it is still listed or not.';
COMMENT ON COLUMN main.entity_profile.listed IS 'Standing in the newest snapshots of those lists: listed or not_listed; null where no entry is known for it.';
COMMENT ON COLUMN main.entity_profile.list_entries IS 'Those entries, as list and entry_id with a colon between.';
COMMENT ON COLUMN main.entity_profile.first_listed IS 'First day that one of them is known to be listed.';
COMMENT ON COLUMN main.entity_profile.newest_snapshot IS 'Day of the newest snapshot; of several lists, of the one that is oldest.';
