-- Which snapshot is the newest of each list?
SELECT
    list,
    published_on,
    sha256,
    entry_count,
    reader
FROM main.watchlist_snapshots
QUALIFY ROW_NUMBER() OVER (PARTITION BY list ORDER BY published_on DESC) = 1;
