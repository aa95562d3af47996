-- Which articles are in the store?
SELECT
    published_date AS published,
    title,
    array_to_string(authors, ', ') AS authors,
    word_count AS words,
    parse_filename(uri) AS file
FROM articles
ORDER BY
    published_date,
    title;
