-- Which migrations has this store had?
CREATE SCHEMA IF NOT EXISTS ops;

CREATE TABLE IF NOT EXISTS ops.schema_version (
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL
);

SELECT version, name, sha256
FROM ops.schema_version
ORDER BY version;
