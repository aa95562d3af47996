-- Of which days is this very content loaded already, read by the same code?
SELECT published_on
FROM lists.watchlist_snapshots
WHERE
    list = $list
    AND sha256 = $sha256
    AND reader = $reader;
