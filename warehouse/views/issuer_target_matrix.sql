-- Who acts against whom, and how often in which way?
CREATE OR REPLACE VIEW main.issuer_target_matrix AS
SELECT
    issuer,
    issuer_country,
    target,
    target_country,
    COUNT(DISTINCT event_id) AS events,
    COUNT(DISTINCT article_id) AS articles,
    COUNT(DISTINCT event_id) FILTER (
        WHERE status = 'actual' AND action IN ('impose', 'tighten', 'extend')
    ) AS imposed,
    COUNT(DISTINCT event_id) FILTER (
        WHERE status = 'actual' AND action IN ('ease', 'lift')
    ) AS eased,
    COUNT(DISTINCT event_id) FILTER (WHERE status = 'threatened') AS threatened,
    COUNT(DISTINCT event_id) FILTER (WHERE status = 'demanded') AS demanded,
    COUNT(DISTINCT event_id) FILTER (WHERE status = 'opposed') AS opposed,
    MIN(COALESCE(event_date, published_date)) AS first_day,
    MAX(COALESCE(event_date, published_date)) AS last_day
FROM main.sanctions
WHERE
    issuer IS NOT NULL
    AND target IS NOT NULL
GROUP BY
    issuer,
    issuer_country,
    target,
    target_country
ORDER BY
    events DESC,
    issuer,
    target;

COMMENT ON VIEW main.issuer_target_matrix IS 'Who acts against whom, and how often in which way? Counts of events; imposed counts new, tightened and extended ones.';
