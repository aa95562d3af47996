-- Is an article of this batch in the store twice?
SELECT a.article_id
FROM facts.articles AS a
SEMI JOIN taken AS t
    ON t.article_id = a.article_id
GROUP BY a.article_id
HAVING COUNT(*) > 1
LIMIT 1;
