-- Keep the pairs that are alike enough.
INSERT INTO ops.name_likeness BY NAME
SELECT class, called, list_name, score
FROM scored_pairs;
