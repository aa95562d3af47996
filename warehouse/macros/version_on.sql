-- What did a list say of an entry on a day? The version of the newest snapshot up to that day; before
-- the first with the entry, that of the first; without a day, that of the newest.
CREATE OR REPLACE MACRO ops.version_on(of_list, of_entry, on_day) AS (
    SELECT
        ARG_MAX(
            STRUCT_PACK(
                name := e.name,
                kind := e.kind,
                programs := e.programs,
                measures := e.measures
            ),
            CASE WHEN s.published_on > on_day::DATE THEN -1 ELSE 1 END
            * (s.published_on - DATE '0001-01-01')
        )
    FROM lists.watchlist_entries AS e
    INNER JOIN lists.watchlist_snapshots AS s
        ON s.snapshot_id = e.from_snapshot
    WHERE
        e.list = of_list
        AND e.entry_id = of_entry
);
