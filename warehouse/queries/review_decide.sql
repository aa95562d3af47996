-- Keep a decision. It is later than any other on the same name and entry, whatever clocks say.
INSERT INTO ops.review_decisions BY NAME
SELECT
    $entity_key AS entity_key,
    $list AS list,
    $entry_id AS entry_id,
    $scope AS article_id,
    $decision AS decision,
    $decided_by AS decided_by,
    GREATEST($now::TIMESTAMP, MAX(d.decided_at) + INTERVAL 1 MICROSECOND) AS decided_at,
    $note AS note
FROM ops.review_decisions AS d
WHERE
    d.entity_key = $entity_key
    AND d.list = $list
    AND d.entry_id = $entry_id;

INSERT INTO ops.pending_matches (article_id)
SELECT c.article_id
FROM facts.chains AS c
WHERE
    c.entity_key = $entity_key
    AND ($scope::VARCHAR IS NULL OR c.article_id = $scope);
