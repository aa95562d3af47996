-- Which entities go by this name, in any case, whole words? `state` is the country where the name is
-- all of a state's name.
CREATE OR REPLACE MACRO main.entities_called(name) AS TABLE
SELECT
    n.entity_id,
    CASE
        WHEN n.kind = 'country' AND LOWER(n.called) = LOWER(TRIM(name))
            THEN n.country
    END AS state
FROM main.entity_names AS n
WHERE CONTAINS(' ' || LOWER(n.called) || ' ', ' ' || LOWER(TRIM(name)) || ' ');
