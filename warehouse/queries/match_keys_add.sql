-- Remember the keys of names that are new.
INSERT INTO ops.name_keys BY NAME
SELECT *
FROM key_rows;
