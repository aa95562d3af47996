-- Where does the article name somebody: in which block, and how far into it?
SELECT
    b.ordinal,
    SUBSTR(a.text, b.start_char + 1, b.end_char - b.start_char) AS words,
    m.start_char - b.start_char AS at
FROM main.mentions AS m
INNER JOIN main.articles AS a
    ON a.article_id = m.article_id
INNER JOIN main.blocks AS b
    ON
        b.article_id = m.article_id
        AND b.ordinal = m.block
WHERE
    m.article_id = $article_id
    AND m.entity_key = $entity_key
    AND b.duplicate_of IS NULL
ORDER BY m.start_char, m.end_char;
