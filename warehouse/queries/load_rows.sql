-- Take what the articles of a batch say.
INSERT INTO facts.{table} BY NAME
SELECT s.*
FROM READ_PARQUET($rows) AS s
SEMI JOIN taken AS t
    ON t.article_id = s.article_id;
