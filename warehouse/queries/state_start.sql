-- Where does a new store begin to count its generations?
INSERT INTO ops.state (generation)
SELECT $generation
WHERE NOT EXISTS (FROM ops.state);
