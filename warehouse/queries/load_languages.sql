-- In which languages are the articles that a batch has brought?
SELECT
    COALESCE(s.language, 'unknown') AS language,
    COUNT(*) AS articles
FROM READ_PARQUET($articles) AS s
SEMI JOIN taken AS t
    ON t.article_id = s.article_id
GROUP BY ALL
ORDER BY ALL;
