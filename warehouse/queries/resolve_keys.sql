-- Which entity does each chain belong to?
CREATE OR REPLACE TEMP TABLE touched_entities AS
SELECT k.entity_id
FROM resolved.entity_keys AS k
SEMI JOIN ops.pending_keys AS p
    ON p.entity_key = k.entity_key
UNION
SELECT ops.entity_id(entity_key) AS entity_id
FROM ops.pending_keys;

DELETE FROM resolved.entity_keys
WHERE entity_key IN (
    SELECT entity_key
    FROM ops.pending_keys
);

INSERT INTO resolved.entity_keys (entity_key, entity_id, resolve_version)
SELECT DISTINCT
    c.entity_key,
    ops.entity_id(c.entity_key) AS entity_id,
    $resolve_version AS resolve_version
FROM facts.chains AS c
SEMI JOIN ops.pending_keys AS p
    ON p.entity_key = c.entity_key;
