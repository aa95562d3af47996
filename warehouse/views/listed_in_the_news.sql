-- Who in the news is on an official list, and was on the day of the article? One row an article,
-- entity and entry that a rule or a person accepts; near-duplicate articles are left out.
CREATE OR REPLACE VIEW main.listed_in_the_news AS
WITH accepted AS (
    SELECT
        m.*,
        a.published_date,
        a.title,
        a.url
    FROM main.watchlist_matches AS m
    INNER JOIN main.articles AS a
        ON a.article_id = m.article_id
    WHERE
        m.decision IN ('auto', 'confirmed')
        AND a.duplicate_of IS NULL
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY m.article_id, m.entity_id, m.list, m.entry_id
            ORDER BY m.decision = 'confirmed' DESC, m.score DESC, m.match_id
        ) = 1
),

told_roles AS (
    SELECT r.article_id, r.entity_id, LIST(DISTINCT r.role ORDER BY r.role) AS roles
    FROM main.roles AS r
    SEMI JOIN accepted AS m
        ON
            m.article_id = r.article_id
            AND m.entity_id = r.entity_id
    GROUP BY r.article_id, r.entity_id
),

periods AS (
    SELECT
        p.list,
        p.entry_id,
        MIN(p.first_listed) AS first_listed,
        MAX(p.first_listed) AS last_time_listed,
        ARG_MIN(p.precision, p.first_listed) AS precision
    FROM main.listing_periods AS p
    SEMI JOIN accepted AS m
        ON
            m.list = p.list
            AND m.entry_id = p.entry_id
    GROUP BY p.list, p.entry_id
),

newest AS (
    SELECT s.list, MAX(s.published_on) AS newest_snapshot
    FROM main.watchlist_snapshots AS s
    GROUP BY s.list
),

told AS (
    SELECT
        m.*,
        n.newest_snapshot,
        main.standing_on(m.list, m.entry_id, m.published_date) AS standing,
        main.standing_on(m.list, m.entry_id, n.newest_snapshot) AS standing_now,
        ops.version_on(m.list, m.entry_id, m.published_date) AS version
    FROM accepted AS m
    LEFT JOIN newest AS n
        ON n.list = m.list
)

SELECT
    t.article_id,
    t.published_date,
    t.title,
    t.url,
    t.entity_id,
    e.name AS entity,
    COALESCE(r.roles, []) AS roles,
    t.list,
    t.entry_id,
    t.list_name,
    COALESCE(t.version.programs, []) AS programs,
    COALESCE(t.version.measures, []) AS measures,
    t.standing,
    t.standing_now,
    t.newest_snapshot,
    p.first_listed,
    p.precision,
    CASE t.standing
        WHEN 'listed' THEN FALSE
        WHEN 'not_listed' THEN p.last_time_listed > t.published_date
    END AS listed_later,
    t.decision,
    t.score,
    t.explanation,
    t.match_id
FROM told AS t
INNER JOIN main.entities AS e
    ON e.entity_id = t.entity_id
LEFT JOIN told_roles AS r
    ON
        r.article_id = t.article_id
        AND r.entity_id = t.entity_id
LEFT JOIN periods AS p
    ON
        p.list = t.list
        AND p.entry_id = t.entry_id;

COMMENT ON VIEW main.listed_in_the_news IS 'Who in the news is on an official list, and was on the day of the article? One row an article, entity and entry that a rule or a person accepts; near-duplicate articles are left out.';
COMMENT ON COLUMN main.listed_in_the_news.roles IS 'What this article says that the entity is.';
COMMENT ON COLUMN main.listed_in_the_news.list_name IS 'The name of the entry that is like the name in the article.';
COMMENT ON COLUMN main.listed_in_the_news.programs IS 'Programmes on the day of the article, else when the entry is first seen.';
COMMENT ON COLUMN main.listed_in_the_news.measures IS 'Measures on the day of the article, else when the entry is first seen.';
COMMENT ON COLUMN main.listed_in_the_news.standing IS 'On the day of the article: listed, not_listed or unknown.';
COMMENT ON COLUMN main.listed_in_the_news.standing_now IS 'In the newest snapshot of the list: listed or not_listed.';
COMMENT ON COLUMN main.listed_in_the_news.newest_snapshot IS 'The day of the newest snapshot of the list.';
COMMENT ON COLUMN main.listed_in_the_news.first_listed IS 'First day that the entry is known to be listed.';
COMMENT ON COLUMN main.listed_in_the_news.precision IS 'Where that day comes from: listed_on, the list itself; snapshot, the first with the entry.';
COMMENT ON COLUMN main.listed_in_the_news.listed_later IS 'True where the entry was not listed on the day of the article, and came onto the list after it; null where the standing is unknown.';
