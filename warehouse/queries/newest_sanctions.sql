-- Which sanctions were told last? One row an event, its issuers and targets in one list each.
SELECT
    s.event_id,
    LIST(DISTINCT s.issuer ORDER BY s.issuer) FILTER (WHERE s.issuer IS NOT NULL) AS issuers,
    LIST(DISTINCT s.target ORDER BY s.target) FILTER (WHERE s.target IS NOT NULL) AS targets,
    ANY_VALUE(s.action) AS action,
    ANY_VALUE(s.status) AS status,
    ANY_VALUE(s.event_date) AS event_date,
    ANY_VALUE(s.published_date) AS published_date,
    ANY_VALUE(s.evidence) AS evidence,
    ANY_VALUE(s.title) AS title,
    ANY_VALUE(s.url) AS url
FROM main.sanctions AS s
GROUP BY s.event_id
ORDER BY
    published_date DESC NULLS LAST,
    title,
    MIN(s.sentence_start),
    s.event_id
LIMIT $most;
