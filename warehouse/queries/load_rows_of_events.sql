-- Take what hangs on the sanctions events of a batch.
INSERT INTO facts.{table} BY NAME
SELECT s.*
FROM READ_PARQUET($rows) AS s
SEMI JOIN (
    SELECT e.event_id
    FROM READ_PARQUET($events) AS e
    SEMI JOIN taken AS t
        ON t.article_id = e.article_id
) AS e
    ON e.event_id = s.event_id;
