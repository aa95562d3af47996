-- What do all snapshots of a list tell together: versions, names, and when each was listed?
CREATE OR REPLACE TEMP TABLE ranked_snapshots AS
SELECT
    snapshot_id,
    published_on,
    ROW_NUMBER() OVER (ORDER BY published_on) AS rank,
    LEAD(published_on) OVER (ORDER BY published_on) AS next_day,
    LAG(published_on) OVER (ORDER BY published_on) AS day_before
FROM lists.watchlist_snapshots
WHERE list = $list;

DELETE FROM lists.watchlist_entries
WHERE list = $list;

INSERT INTO lists.watchlist_entries BY NAME
WITH present AS (
    SELECT
        e.entry_id,
        e.version,
        r.rank,
        r.rank - ROW_NUMBER() OVER (PARTITION BY e.entry_id, e.version ORDER BY r.rank) AS island
    FROM ops.snapshot_entries AS e
    INNER JOIN ranked_snapshots AS r
        ON r.snapshot_id = e.snapshot_id
),

islands AS (
    SELECT entry_id, version, MIN(rank) AS first_rank, MAX(rank) AS last_rank
    FROM present
    GROUP BY entry_id, version, island
)

SELECT
    v.* EXCLUDE (version, names),
    f.snapshot_id AS from_snapshot,
    CASE
        WHEN l.next_day IS NOT NULL THEN l.snapshot_id
    END AS to_snapshot
FROM islands AS i
INNER JOIN ops.entry_versions AS v
    ON
        v.list = $list
        AND v.entry_id = i.entry_id
        AND v.version = i.version
INNER JOIN ranked_snapshots AS f
    ON f.rank = i.first_rank
INNER JOIN ranked_snapshots AS l
    ON l.rank = i.last_rank;

DELETE FROM lists.watchlist_names
WHERE list = $list;

INSERT INTO lists.watchlist_names BY NAME
WITH told AS (
    SELECT entry_id, version, UNNEST(names, recursive := TRUE)
    FROM ops.entry_versions
    WHERE list = $list
),

present AS (
    SELECT
        t.entry_id,
        t.name,
        t.type,
        t.script,
        r.rank,
        r.rank - ROW_NUMBER() OVER (
            PARTITION BY t.entry_id, t.name, t.type
            ORDER BY r.rank
        ) AS island
    FROM ops.snapshot_entries AS e
    INNER JOIN ranked_snapshots AS r
        ON r.snapshot_id = e.snapshot_id
    INNER JOIN told AS t
        ON
            t.entry_id = e.entry_id
            AND t.version = e.version
),

islands AS (
    SELECT
        entry_id,
        name,
        type,
        script,
        MIN(rank) AS first_rank,
        MAX(rank) AS last_rank
    FROM present
    GROUP BY entry_id, name, type, script, island
)

SELECT
    $list AS list,
    i.entry_id,
    i.name,
    i.type,
    i.script,
    f.snapshot_id AS from_snapshot,
    CASE
        WHEN l.next_day IS NOT NULL THEN l.snapshot_id
    END AS to_snapshot
FROM islands AS i
INNER JOIN ranked_snapshots AS f
    ON f.rank = i.first_rank
INNER JOIN ranked_snapshots AS l
    ON l.rank = i.last_rank;

DELETE FROM lists.listing_periods
WHERE list = $list;

-- The list's own day of listing or delisting counts where it does not gainsay a snapshot.
INSERT INTO lists.listing_periods BY NAME
WITH present AS (
    SELECT
        e.entry_id,
        v.listed_on,
        v.delisted_on,
        r.rank,
        r.rank - ROW_NUMBER() OVER (PARTITION BY e.entry_id ORDER BY r.rank) AS island
    FROM ops.snapshot_entries AS e
    INNER JOIN ranked_snapshots AS r
        ON r.snapshot_id = e.snapshot_id
    INNER JOIN ops.entry_versions AS v
        ON
            v.list = e.list
            AND v.entry_id = e.entry_id
            AND v.version = e.version
),

islands AS (
    SELECT
        entry_id,
        MIN(listed_on) AS listed_on,
        ARG_MAX(delisted_on, rank) AS delisted_on,
        MIN(rank) AS first_rank,
        MAX(rank) AS last_rank
    FROM present
    GROUP BY entry_id, island
),

dated AS (
    SELECT
        i.entry_id,
        f.published_on AS first_seen,
        f.day_before,
        l.published_on AS last_seen,
        l.next_day,
        CASE
            WHEN
                i.listed_on <= f.published_on
                AND (f.day_before IS NULL OR i.listed_on > f.day_before)
                THEN i.listed_on
        END AS listed_on,
        CASE
            WHEN
                i.delisted_on > f.published_on
                AND (l.next_day IS NULL OR i.delisted_on <= l.next_day)
                THEN i.delisted_on
        END AS delisted_on
    FROM islands AS i
    INNER JOIN ranked_snapshots AS f
        ON f.rank = i.first_rank
    INNER JOIN ranked_snapshots AS l
        ON l.rank = i.last_rank
)

SELECT
    $list AS list,
    entry_id,
    COALESCE(listed_on, first_seen) AS first_listed,
    COALESCE(listed_on - 1, day_before) AS listed_after,
    COALESCE(delisted_on - 1, last_seen) AS last_listed,
    COALESCE(delisted_on, next_day) AS delisted_before,
    CASE
        WHEN listed_on IS NOT NULL THEN 'listed_on'
        ELSE 'snapshot'
    END AS precision
FROM dated;
