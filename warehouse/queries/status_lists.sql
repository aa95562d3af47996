-- Which official lists are loaded, and of which days?
SELECT
    list,
    COUNT(*) AS snapshots,
    MIN(published_on) AS oldest,
    MAX(published_on) AS newest,
    ARG_MAX(entry_count, published_on) AS entries
FROM main.watchlist_snapshots
GROUP BY list
ORDER BY list;
