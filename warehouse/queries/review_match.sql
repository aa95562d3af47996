-- What is known of one match, and of the article that it is in?
SELECT
    m.score,
    m.features,
    m.explanation,
    a.url,
    (
        SELECT LIST(DISTINCT r.role ORDER BY r.role)
        FROM main.roles AS r
        WHERE
            r.article_id = m.article_id
            AND r.entity_key = m.entity_key
    ) AS roles
FROM main.watchlist_matches AS m
INNER JOIN main.articles AS a
    ON a.article_id = m.article_id
WHERE
    m.article_id = $article_id
    AND m.entity_key = $entity_key
    AND m.list = $list
    AND m.entry_id = $entry_id;
