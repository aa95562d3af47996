-- What is missing or doubtful in the store, and how much of it?
CREATE OR REPLACE VIEW main.data_quality AS
WITH measured AS (
    SELECT
        a.*,
        EXISTS (
            SELECT 1
            FROM main.mentions AS m
            WHERE m.article_id = a.article_id
        ) AS has_mentions
    FROM main.articles AS a
),

articles AS (
    SELECT
        COUNT(*) AS total,
        COUNT(*) FILTER (WHERE title IS NULL) AS without_title,
        COUNT(*) FILTER (WHERE url IS NULL) AS without_url,
        COUNT(*) FILTER (WHERE published_date IS NULL) AS without_date,
        COUNT(*) FILTER (WHERE LEN(authors) = 0) AS without_author,
        COUNT(*) FILTER (WHERE language IS NULL OR language <> 'en') AS not_english,
        COUNT(*) FILTER (WHERE language = 'en' AND NOT has_mentions) AS english_without_names,
        COUNT(*) FILTER (WHERE LEN(LIST_FILTER(repairs, x -> x <> 'spaces')) > 0) AS repaired,
        COUNT(*) FILTER (WHERE duplicate_of IS NOT NULL) AS near_duplicates
    FROM measured
),

events AS (
    SELECT
        COUNT(DISTINCT event_id) AS total,
        COUNT(DISTINCT event_id) FILTER (WHERE issuer IS NULL) AS without_issuer,
        COUNT(DISTINCT event_id) FILTER (WHERE target IS NULL) AS without_target,
        COUNT(DISTINCT event_id) FILTER (WHERE event_date IS NULL) AS without_date,
        COUNT(DISTINCT event_id) FILTER (WHERE confidence < 0.2) AS doubtful
    FROM main.sanctions
),

counted AS (
    UNPIVOT (SELECT 'articles' AS subject, total AS of_total, * EXCLUDE (total) FROM articles)
    ON COLUMNS(* EXCLUDE (subject, of_total))
    INTO
        NAME measure
        VALUE rows_counted
    UNION ALL
    UNPIVOT (SELECT 'events' AS subject, total AS of_total, * EXCLUDE (total) FROM events)
    ON COLUMNS(* EXCLUDE (subject, of_total))
    INTO
        NAME measure
        VALUE rows_counted
    UNION ALL
    SELECT
        'rejects' AS subject,
        SUM(COUNT(*)) OVER ()::BIGINT AS of_total,
        stage || ': ' || reason AS measure,
        COUNT(*) AS rows_counted
    FROM main.rejects
    WHERE resolved_at IS NULL
    GROUP BY stage, reason
    UNION ALL
    SELECT
        'runs' AS subject,
        SUM(COUNT(*)) OVER ()::BIGINT AS of_total,
        status AS measure,
        COUNT(*) AS rows_counted
    FROM main.runs
    GROUP BY status
)

SELECT
    subject,
    measure,
    rows_counted AS "count",
    of_total AS "of",
    CASE WHEN of_total > 0 THEN ROUND(rows_counted / of_total, 4) END AS share
FROM counted
ORDER BY subject, measure;

COMMENT ON VIEW main.data_quality IS 'What is missing or doubtful in the store, and how much of it? One row a measure: count of so many, and the share.';
