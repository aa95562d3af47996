-- Remove what replaced articles said.
DELETE FROM facts.{table}
WHERE article_id IN (
    SELECT article_id
    FROM replaced
);
