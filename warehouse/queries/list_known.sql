-- Of which day is this very content loaded already, read by the same code?
SELECT MAX(published_on)
FROM lists.watchlist_snapshots
WHERE
    list = $list
    AND sha256 = $sha256
    AND reader = $reader
    AND ($day IS NULL OR published_on = $day);
