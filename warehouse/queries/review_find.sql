-- Which matches begin with these characters?
SELECT
    m.match_id,
    m.article_id,
    m.entity_key,
    m.list,
    m.entry_id,
    m.matched_name,
    m.list_name,
    m.decision,
    a.title,
    a.published_date
FROM main.watchlist_matches AS m
INNER JOIN main.articles AS a
    ON a.article_id = m.article_id
WHERE STARTS_WITH(m.match_id, $beginning)
ORDER BY m.match_id;
