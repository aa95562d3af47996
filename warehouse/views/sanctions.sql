-- Who sanctioned whom, how, when and why, by which article? One row an event, issuer and target;
-- events without issuer or target stay; repeats and near-duplicate articles are left out.
CREATE OR REPLACE VIEW main.sanctions AS
WITH told AS (
    SELECT
        e.*,
        a.title,
        a.url,
        a.publisher,
        a.published_date
    FROM main.sanction_events AS e
    INNER JOIN main.articles AS a
        ON a.article_id = e.article_id
    WHERE
        e.same_as IS NULL
        AND a.duplicate_of IS NULL
),

others AS (
    SELECT
        p.event_id,
        LIST(p.name ORDER BY p.ordinal) FILTER (WHERE p.role = 'actor') AS actors,
        LIST(p.name ORDER BY p.ordinal) FILTER (WHERE p.role = 'announcer') AS announcers
    FROM main.sanction_parties AS p
    WHERE p.role IN ('actor', 'announcer')
    GROUP BY p.event_id
),

matched AS (
    SELECT DISTINCT article_id, entity_id, list, entry_id
    FROM main.watchlist_matches
    WHERE decision IN ('auto', 'confirmed')
),

newest AS (
    SELECT w.list, MAX(w.published_on) AS snapshot
    FROM main.watchlist_snapshots AS w
    GROUP BY w.list
),

listings AS (
    SELECT
        e.event_id,
        m.entity_id,
        m.list,
        main.standing_on(m.list, m.entry_id, e.published_date) AS standing,
        main.standing_on(m.list, m.entry_id, n.snapshot) AS standing_now
    FROM told AS e
    INNER JOIN matched AS m
        ON m.article_id = e.article_id
    LEFT JOIN newest AS n
        ON n.list = m.list
),

standings AS (
    SELECT
        l.event_id,
        l.entity_id,
        main.standing_over(l.standing) AS standing,
        main.standing_over(l.standing_now) AS standing_now,
        LIST(DISTINCT l.list ORDER BY l.list) AS lists
    FROM listings AS l
    GROUP BY l.event_id, l.entity_id
)

SELECT
    e.event_id,
    e.article_id,
    i.name AS issuer,
    i.country AS issuer_country,
    i.authority AS authority,
    e.action,
    e.status,
    t.name AS target,
    t.named AS target_named,
    t.country AS target_country,
    s.standing AS target_listed,
    s.standing_now AS target_listed_now,
    COALESCE(s.lists, []) AS target_lists,
    e.event_date,
    e.date_precision,
    e.date_text,
    e.measures,
    e.program,
    e.reason,
    COALESCE(o.actors, []) AS actors,
    COALESCE(o.announcers, []) AS announcers,
    e.jurisdiction_count,
    e.evidence,
    e.title,
    e.url,
    e.publisher,
    e.published_date,
    e.confidence,
    e.cluster_id,
    i.entity_id AS issuer_entity_id,
    t.entity_id AS target_entity_id,
    e.sentence_start,
    e.sentence_end
FROM told AS e
LEFT JOIN main.sanction_parties AS i
    ON
        i.event_id = e.event_id
        AND i.role = 'issuer'
LEFT JOIN main.sanction_parties AS t
    ON
        t.event_id = e.event_id
        AND t.role = 'target'
LEFT JOIN others AS o
    ON o.event_id = e.event_id
LEFT JOIN standings AS s
    ON
        s.event_id = e.event_id
        AND s.entity_id = t.entity_id;

COMMENT ON VIEW main.sanctions IS 'Who sanctioned whom, how, when and why, by which article? One row an event, issuer and target; events without issuer or target stay; repeats and near-duplicate articles are left out.';
COMMENT ON COLUMN main.sanctions.issuer IS 'Who imposes, threatens, eases or lifts; null where the text does not say.';
COMMENT ON COLUMN main.sanctions.target IS 'Against whom; null where the text does not say.';
COMMENT ON COLUMN main.sanctions.target_named IS 'False for a group: `Iranian banks`.';
COMMENT ON COLUMN main.sanctions.target_listed IS 'Standing of the target on an official list on the day of the article: listed, not_listed or unknown; null where no list entry is known for it.';
COMMENT ON COLUMN main.sanctions.target_listed_now IS 'The same in the newest snapshots of those lists.';
COMMENT ON COLUMN main.sanctions.target_lists IS 'The lists that have an entry for the target, whether it is listed that day or not.';
COMMENT ON COLUMN main.sanctions.event_date IS 'The day of the action; the first of a month or year, see date_precision.';
