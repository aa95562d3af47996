-- Note that every conclusion is up to date.
DELETE FROM ops.pending_keys;

DELETE FROM ops.pending_articles;

DELETE FROM ops.pending_bodies;

DELETE FROM ops.pending_entries;

DELETE FROM ops.pending_matches;

UPDATE ops.state
SET
    resolve_version = $resolve_version,
    generation = generation + 1;
