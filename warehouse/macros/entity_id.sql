-- Which entity does a chain belong to, as long as no rule joins chains of different names?
CREATE OR REPLACE MACRO ops.entity_id(entity_key) AS
    'e' || SUBSTR(SHA256(entity_key), 1, 15);
