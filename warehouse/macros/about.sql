-- What do the articles say about this person, firm, body or state? One row an article, the newest
-- first: in which roles, what it said, and which sanctions it has a part in.
CREATE OR REPLACE MACRO main.about(name) AS TABLE
WITH meant AS (
    SELECT DISTINCT c.entity_id
    FROM main.entities_called(name) AS c
),

told_roles AS (
    SELECT r.article_id, r.entity_id, LIST(DISTINCT r.role ORDER BY r.role) AS roles
    FROM main.roles AS r
    SEMI JOIN meant AS m
        ON m.entity_id = r.entity_id
    GROUP BY r.article_id, r.entity_id
),

said AS (
    SELECT
        q.article_id,
        q.speaker_entity_id AS entity_id,
        LIST(
            SUBSTR(a.text, q.start_char + 1, q.end_char - q.start_char) ORDER BY q.start_char
        ) AS quotes
    FROM main.quotes AS q
    INNER JOIN main.articles AS a
        ON a.article_id = q.article_id
    SEMI JOIN meant AS m
        ON m.entity_id = q.speaker_entity_id
    GROUP BY q.article_id, q.speaker_entity_id
),

parts AS (
    SELECT
        e.article_id,
        p.entity_id,
        LIST(
            p.role || ' of ' || e.action || ' (' || e.status || '): ' || e.evidence
            ORDER BY e.trigger_start, e.event_id, p.role
        ) AS sanctions
    FROM main.sanction_parties AS p
    INNER JOIN main.sanction_events AS e
        ON e.event_id = p.event_id
    SEMI JOIN meant AS m
        ON m.entity_id = p.entity_id
    WHERE e.same_as IS NULL
    GROUP BY e.article_id, p.entity_id
)

SELECT
    n.entity_id,
    f.name AS entity,
    f.kind,
    a.published_date,
    a.title,
    n.mention_count,
    n.in_title,
    COALESCE(r.roles, []) AS roles,
    COALESCE(s.quotes, []) AS quotes,
    COALESCE(p.sanctions, []) AS sanctions,
    a.url,
    a.article_id
FROM main.article_entities AS n
SEMI JOIN meant AS m
    ON m.entity_id = n.entity_id
INNER JOIN main.entities AS f
    ON f.entity_id = n.entity_id
INNER JOIN main.articles AS a
    ON a.article_id = n.article_id
LEFT JOIN told_roles AS r
    ON
        r.article_id = n.article_id
        AND r.entity_id = n.entity_id
LEFT JOIN said AS s
    ON
        s.article_id = n.article_id
        AND s.entity_id = n.entity_id
LEFT JOIN parts AS p
    ON
        p.article_id = n.article_id
        AND p.entity_id = n.entity_id
WHERE a.duplicate_of IS NULL
ORDER BY a.published_date DESC NULLS LAST, a.article_id, f.name, n.entity_id;
