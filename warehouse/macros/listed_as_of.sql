-- Who on the lists goes by this name, and was listed on that day? The words in any order, case and
-- accents ignored; all of them must be words of one name that the entry has or had.
CREATE OR REPLACE MACRO main.listed_as_of(name, day) AS TABLE
WITH asked AS (
    SELECT ops.name_words(name) AS words
),

called AS (
    SELECT
        n.list,
        n.entry_id,
        n.name AS called,
        LEN(ops.name_words(n.name)) AS length,
        LIST_POSITION(['primary', 'alias', 'former', 'weak_alias'], n.type) AS rank
    FROM main.watchlist_names AS n
    INNER JOIN asked AS a
        ON
            LEN(a.words) > 0
            AND LIST_HAS_ALL(ops.name_words(n.name), a.words)
),

found AS (
    SELECT
        c.list,
        c.entry_id,
        MIN(c.length) AS length,
        ARG_MIN(c.called, ROW(c.length, c.rank, c.called)) AS matched_name
    FROM called AS c
    GROUP BY c.list, c.entry_id
),

periods AS (
    SELECT
        p.list,
        p.entry_id,
        MIN(p.first_listed) AS first_listed,
        MAX(p.last_listed) AS last_listed
    FROM main.listing_periods AS p
    SEMI JOIN found AS f
        ON
            f.list = p.list
            AND f.entry_id = p.entry_id
    GROUP BY p.list, p.entry_id
),

snapshots AS (
    SELECT
        s.list,
        MAX(s.published_on) FILTER (WHERE s.published_on <= day::DATE) AS snapshot_before,
        MIN(s.published_on) FILTER (WHERE s.published_on > day::DATE) AS snapshot_after
    FROM main.watchlist_snapshots AS s
    GROUP BY s.list
),

told AS (
    SELECT
        f.*,
        ops.version_on(f.list, f.entry_id, day) AS version,
        main.standing_on(f.list, f.entry_id, day) AS standing
    FROM found AS f
)

SELECT
    t.list,
    t.entry_id,
    t.version.name AS name,
    t.matched_name,
    t.version.kind AS kind,
    t.version.programs AS programs,
    t.standing,
    p.first_listed,
    p.last_listed,
    s.snapshot_before,
    s.snapshot_after
FROM told AS t
INNER JOIN periods AS p
    ON
        p.list = t.list
        AND p.entry_id = t.entry_id
INNER JOIN snapshots AS s
    ON s.list = t.list
ORDER BY t.length, t.matched_name, t.list, t.entry_id;
