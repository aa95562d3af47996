-- By which names is each entity known? (`name` stays qualified in all views: DuckDB 1.5 takes a
-- bare `name` for the parameter of the macros below it, such as `sanctions_on(name)`.)
CREATE OR REPLACE VIEW main.entity_names AS
SELECT e.entity_id, e.name AS called, e.kind, e.country
FROM main.entities AS e
UNION
SELECT e.entity_id, UNNEST(e.aliases) AS called, e.kind, e.country
FROM main.entities AS e;

COMMENT ON VIEW main.entity_names IS 'By which names is each entity known? One row a name.';
