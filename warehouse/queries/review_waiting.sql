-- Which matches wait for a person's decision, and how many in all? The newest article first.
SELECT
    m.match_id,
    a.published_date,
    CASE
        WHEN LENGTH(a.title) > 60 THEN RTRIM(SUBSTR(a.title, 1, 59)) || '…'
        ELSE a.title
    END AS title,
    m.matched_name,
    m.list_name,
    m.list,
    m.entry_id,
    ROUND(m.score::DOUBLE, 3) AS score,
    m.explanation,
    COUNT(*) OVER () AS waiting
FROM main.watchlist_matches AS m
INNER JOIN main.articles AS a
    ON a.article_id = m.article_id
WHERE
    m.decision = 'candidate'
    AND ($list::VARCHAR IS NULL OR m.list = $list)
ORDER BY
    a.published_date DESC NULLS LAST,
    a.article_id,
    m.matched_name,
    m.score DESC,
    m.list,
    m.entry_id,
    m.match_id
LIMIT $most;
