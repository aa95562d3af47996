-- How do the matches that a decision was about stand now?
SELECT
    COUNT(*) AS matches,
    COUNT(*) FILTER (WHERE m.decision = $decision) AS as_decided,
    MIN(m.decision) FILTER (WHERE m.article_id = $article_id) AS here
FROM main.watchlist_matches AS m
WHERE
    m.entity_key = $entity_key
    AND m.list = $list
    AND m.entry_id = $entry_id
    AND ($scope::VARCHAR IS NULL OR m.article_id = $scope);
