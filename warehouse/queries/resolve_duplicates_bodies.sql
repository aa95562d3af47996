-- Which of these bodies repeat others, the earliest first? And against whom are the sanctions that
-- they tell of (by name, else by country), and whom and which countries do they name?
WITH alike AS (
    SELECT one AS body_hash
    FROM ops.alike_bodies
    UNION
    SELECT other AS body_hash
    FROM ops.alike_bodies
),

targets AS (
    SELECT
        r.body_hash,
        LIST(DISTINCT k.key) AS against
    FROM reached_articles AS r
    INNER JOIN facts.sanction_events AS e
        ON e.article_id = r.article_id
    INNER JOIN facts.sanction_parties AS p
        ON p.event_id = e.event_id
    CROSS JOIN
        UNNEST(
            CASE WHEN p.named THEN [p.entity_key, LOWER(p.name)] ELSE [p.country] END
        ) AS k (key)
    WHERE
        p.role = 'target'
        AND k.key IS NOT NULL
    GROUP BY r.body_hash
),

spoken AS (
    SELECT
        r.body_hash,
        LIST(DISTINCT c.entity_key) || LIST(DISTINCT LOWER(c.name)) || LIST(DISTINCT c.country)
            AS names
    FROM reached_articles AS r
    SEMI JOIN targets AS t
        ON t.body_hash = r.body_hash
    INNER JOIN facts.chains AS c
        ON c.article_id = r.article_id
    GROUP BY r.body_hash
)

SELECT
    f.body_hash,
    f.published,
    COALESCE(t.against, []) AS against,
    COALESCE(p.names, []) AS names,
    s.shingles,
    s.minhash
FROM reached_firsts AS f
SEMI JOIN alike AS a
    ON a.body_hash = f.body_hash
INNER JOIN facts.article_signatures AS s
    ON s.article_id = f.article_id
LEFT JOIN targets AS t
    ON t.body_hash = f.body_hash
LEFT JOIN spoken AS p
    ON p.body_hash = f.body_hash
ORDER BY f.published NULLS LAST, f.article_id;
