-- Which sanctions does the news tell of that this body or state issues? By any of its
-- names, in any case, whole words; a state's name also finds those of its country.
CREATE OR REPLACE MACRO main.sanctions_by(name) AS TABLE
WITH meant AS (
    SELECT c.entity_id, c.state
    FROM main.entities_called(name) AS c
)

SELECT s.*
FROM main.sanctions AS s
WHERE
    s.issuer_entity_id IN (SELECT m.entity_id FROM meant AS m)
    OR s.issuer_country IN (SELECT m.state FROM meant AS m WHERE m.state IS NOT NULL)
    OR CONTAINS(' ' || LOWER(s.issuer) || ' ', ' ' || LOWER(TRIM(name)) || ' ')
ORDER BY
    COALESCE(s.event_date, s.published_date),
    s.event_id,
    s.issuer,
    s.target;
