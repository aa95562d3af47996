-- How does the store stand?
SELECT generation, resolve_version, views_sha256
FROM ops.state;
