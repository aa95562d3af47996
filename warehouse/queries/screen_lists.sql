-- Which lists are loaded?
SELECT DISTINCT list
FROM lists.watchlist_snapshots
ORDER BY list;
