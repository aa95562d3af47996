-- Which versions made the newest facts?
SELECT
    UNNEST(MAP_KEYS(r.versions)) AS what,
    UNNEST(MAP_VALUES(r.versions)) AS version
FROM (
    SELECT versions
    FROM main.runs
    ORDER BY
        started_at DESC
    LIMIT 1
) AS r;
