-- Remove what hangs on the events of replaced articles.
DELETE FROM facts.{table}
WHERE event_id IN (
    SELECT e.event_id
    FROM facts.sanction_events AS e
    SEMI JOIN replaced AS r
        ON r.article_id = e.article_id
);
