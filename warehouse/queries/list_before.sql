-- Which snapshots of the list are there already: the one of this day, and the newest before it?
SELECT
    MAX(snapshot_id) FILTER (WHERE published_on = $published_on) AS same_day,
    MAX(sha256) FILTER (WHERE published_on = $published_on) AS same_day_sha256,
    ARG_MAX(entry_count, published_on) FILTER (WHERE published_on < $published_on) AS count_before,
    MAX(published_on) FILTER (WHERE published_on < $published_on) AS day_before
FROM lists.watchlist_snapshots
WHERE list = $list;
