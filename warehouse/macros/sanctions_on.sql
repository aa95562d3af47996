-- Which sanctions does the news tell against this person, firm, body or state? By any of its
-- names, in any case, whole words; a state's name also finds those of its country.
CREATE OR REPLACE MACRO main.sanctions_on(name) AS TABLE
WITH meant AS (
    SELECT c.entity_id, c.state
    FROM main.entities_called(name) AS c
)

SELECT s.*
FROM main.sanctions AS s
WHERE
    s.target_entity_id IN (SELECT m.entity_id FROM meant AS m)
    OR s.target_country IN (SELECT m.state FROM meant AS m WHERE m.state IS NOT NULL)
    OR CONTAINS(' ' || LOWER(s.target) || ' ', ' ' || LOWER(TRIM(name)) || ' ')
ORDER BY
    COALESCE(s.event_date, s.published_date),
    s.event_id,
    s.issuer,
    s.target;
