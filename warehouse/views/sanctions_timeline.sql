-- How did sanctions go on, day by day? One row a day, issuer, action, status and target.
CREATE OR REPLACE VIEW main.sanctions_timeline AS
WITH dated AS (
    SELECT
        *,
        COALESCE(event_date, published_date) AS day,
        CASE
            WHEN event_date IS NOT NULL THEN date_precision
            WHEN published_date IS NOT NULL THEN 'published'
        END AS day_precision
    FROM main.sanctions
)

SELECT
    day,
    day_precision,
    issuer,
    issuer_country,
    action,
    status,
    target,
    target_country,
    LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(measures)))) AS measures,
    COUNT(DISTINCT event_id) AS events,
    COUNT(DISTINCT article_id) AS articles,
    FIRST(evidence ORDER BY published_date, event_id) AS evidence,
    FIRST(title ORDER BY published_date, event_id) AS title,
    FIRST(url ORDER BY published_date, event_id) AS url
FROM dated
GROUP BY
    day,
    day_precision,
    issuer,
    issuer_country,
    action,
    status,
    target,
    target_country
ORDER BY
    day,
    issuer,
    target,
    action,
    status,
    day_precision;

COMMENT ON VIEW main.sanctions_timeline IS 'How did sanctions go on, day by day? One row a day, issuer, action, status and target.';
COMMENT ON COLUMN main.sanctions_timeline.day IS 'Day of the action; where the text does not tell it, of publication.';
COMMENT ON COLUMN main.sanctions_timeline.day_precision IS 'How exactly the day is known; `published` where it is the day of publication.';
