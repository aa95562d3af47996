-- Remember the keys of names that are new.
INSERT INTO ops.name_keys BY NAME
SELECT *
FROM key_rows;

INSERT INTO ops.matched_names BY NAME
SELECT side, class, name
FROM new_names;
