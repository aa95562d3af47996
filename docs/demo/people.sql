-- Who is named, and what do the articles say that they are?
SELECT
    e.name,
    e.country,
    string_agg(DISTINCT r.role, '; ' ORDER BY r.role) AS roles,
    e.article_count AS articles
FROM entities AS e
LEFT JOIN roles AS r
    ON r.entity_id = e.entity_id
WHERE
    e.kind = 'person'
GROUP BY ALL
ORDER BY
    roles IS NULL,
    articles DESC,
    e.name
LIMIT 40;
