-- Note that a migration is done.
INSERT INTO ops.schema_version (version, name, sha256)
VALUES ($version, $name, $sha256);
