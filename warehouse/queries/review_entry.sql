-- What do a list's snapshots say of an entry: by the newest version, by all where they may differ?
WITH versions AS (
    SELECT
        e.*,
        s.published_on
    FROM main.watchlist_entries AS e
    INNER JOIN main.watchlist_snapshots AS s
        ON s.snapshot_id = e.from_snapshot
    WHERE
        e.list = $list
        AND e.entry_id = $entry_id
),

told AS (
    SELECT
        LIST_SORT(LIST_DISTINCT(LIST(birth_date) FILTER (WHERE birth_date IS NOT NULL)))
            AS birth_dates,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(countries)))) AS countries,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(positions)))) AS positions,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(identifiers)))) AS identifiers
    FROM versions
),

names AS (
    SELECT DISTINCT n.name, n.type
    FROM main.watchlist_names AS n
    WHERE
        n.list = $list
        AND n.entry_id = $entry_id
)

SELECT
    v.kind,
    v.name,
    v.programs,
    v.measures,
    v.reason,
    v.remarks,
    t.birth_dates,
    t.countries,
    t.positions,
    t.identifiers,
    (
        SELECT
            LIST(
                STRUCT_PACK(name := n.name, type := n.type)
                ORDER BY
                    LIST_POSITION(['primary', 'alias', 'former', 'weak_alias'], n.type),
                    n.name
            )
        FROM names AS n
    ) AS names,
    (
        SELECT
            LIST(
                STRUCT_PACK(
                    first_listed := p.first_listed,
                    listed_after := p.listed_after,
                    last_listed := p.last_listed,
                    delisted_before := p.delisted_before
                )
                ORDER BY p.first_listed
            )
        FROM main.listing_periods AS p
        WHERE
            p.list = $list
            AND p.entry_id = $entry_id
    ) AS periods
FROM versions AS v
CROSS JOIN told AS t
ORDER BY v.published_on DESC
LIMIT 1;
