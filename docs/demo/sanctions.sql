-- Who did, threatened or demanded what, against whom? One row an event.
SELECT
    string_agg(DISTINCT issuer, ', ' ORDER BY issuer) AS issuer,
    action,
    status,
    string_agg(DISTINCT target, ', ' ORDER BY target) AS target,
    any_value(coalesce(event_date::VARCHAR, date_text)) AS date,
    evidence
FROM sanctions
GROUP BY
    event_id,
    action,
    status,
    evidence,
    published_date,
    sentence_start
ORDER BY
    published_date,
    evidence
LIMIT 60;
