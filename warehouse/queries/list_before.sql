-- How many entries are staged, is there a snapshot of this day, and what was it, or the one before, like?
SELECT
    (SELECT COUNT(*) FROM staged_entries) AS staged,
    MAX(snapshot_id) FILTER (WHERE published_on = $published_on) AS same_day,
    ARG_MAX(entry_count, published_on) FILTER (WHERE published_on <= $published_on) AS count_before,
    MAX(published_on) FILTER (WHERE published_on <= $published_on) AS day_before
FROM lists.watchlist_snapshots
WHERE list = $list;
