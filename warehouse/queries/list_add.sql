-- Keep a snapshot, in place of another of the same day, and the versions that it brings.
CREATE OR REPLACE TEMP TABLE versions_before AS
SELECT entry_id, version
FROM ops.entry_versions
WHERE list = $list;

DELETE FROM ops.snapshot_entries
WHERE snapshot_id IN (
    SELECT snapshot_id
    FROM lists.watchlist_snapshots
    WHERE
        list = $list
        AND published_on = $published_on
);

DELETE FROM lists.watchlist_snapshots
WHERE
    list = $list
    AND published_on = $published_on;

INSERT INTO lists.watchlist_snapshots BY NAME
SELECT
    $snapshot_id AS snapshot_id,
    $list AS list,
    $published_on::DATE AS published_on,
    $sha256 AS sha256,
    $reader AS reader,
    $uri AS uri,
    (SELECT COUNT(*) FROM staged_entries) AS entry_count,
    $orphans AS orphans;

INSERT INTO ops.snapshot_entries BY NAME
SELECT
    $snapshot_id AS snapshot_id,
    s.list,
    s.entry_id,
    s.version
FROM staged_entries AS s;

INSERT INTO ops.entry_versions BY NAME
SELECT s.*
FROM staged_entries AS s
ANTI JOIN ops.entry_versions AS v
    ON
        v.list = s.list
        AND v.entry_id = s.entry_id
        AND v.version = s.version;

DELETE FROM ops.entry_versions AS v
WHERE
    v.list = $list
    AND NOT EXISTS (
        SELECT 1
        FROM ops.snapshot_entries AS e
        WHERE
            e.list = v.list
            AND e.entry_id = v.entry_id
            AND e.version = v.version
    );

-- Entries that lost or won a version have to be matched again.
CREATE OR REPLACE TEMP TABLE changed_entries AS
WITH versions_after AS (
    SELECT entry_id, version
    FROM ops.entry_versions
    WHERE list = $list
),

changed AS (
    (FROM versions_before EXCEPT FROM versions_after)
    UNION
    (FROM versions_after EXCEPT FROM versions_before)
)

SELECT DISTINCT entry_id
FROM changed;

INSERT INTO ops.pending_entries (list, entry_id)
SELECT $list, entry_id
FROM changed_entries;
