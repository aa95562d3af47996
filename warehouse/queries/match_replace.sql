-- Which matches do these articles have now? People's decisions go over those by rule.
DELETE FROM resolved.watchlist_matches
WHERE article_id IN (
    SELECT article_id
    FROM pending_match_articles
);

INSERT INTO resolved.watchlist_matches BY NAME
WITH latest AS (
    SELECT
        entity_key,
        list,
        entry_id,
        article_id,
        decision,
        decided_at,
        rowid AS arrival
    FROM ops.review_decisions
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY entity_key, list, entry_id, article_id
            ORDER BY decided_at DESC, arrival DESC
        ) = 1
),

-- The article's own decision goes over one for everywhere. `candidate` takes back what was decided
-- before it, so that it gives way to what is decided everywhere after it.
last_said AS (
    SELECT
        c.article_id,
        c.entity_key,
        c.name AS called,
        d.list,
        d.entry_id,
        d.decision
    FROM latest AS d
    INNER JOIN facts.chains AS c
        ON
            c.entity_key = d.entity_key
            AND (d.article_id IS NULL OR d.article_id = c.article_id)
    SEMI JOIN pending_match_articles AS p
        ON p.article_id = c.article_id
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY c.article_id, c.entity_key, d.list, d.entry_id
            ORDER BY
                d.article_id IS NOT NULL AND d.decision <> 'candidate' DESC,
                d.decided_at DESC,
                d.arrival DESC
        ) = 1
),

reviewed AS (
    SELECT *
    FROM last_said
    WHERE decision <> 'candidate'
),

own_names AS (
    SELECT
        list,
        entry_id,
        MIN(name) AS name
    FROM ops.entry_versions
    GROUP BY list, entry_id
),

found AS (
    SELECT
        COALESCE(f.article_id, r.article_id) AS article_id,
        COALESCE(f.entity_key, r.entity_key) AS entity_key,
        COALESCE(f.list, r.list) AS list,
        COALESCE(f.entry_id, r.entry_id) AS entry_id,
        COALESCE(f.score, 0) AS score,
        COALESCE(f.called, r.called) AS matched_name,
        COALESCE(f.list_name, o.name) AS list_name,
        COALESCE(f.features, MAP {}) AS features,
        COALESCE(f.explanation, 'A person decided so; no rule finds it.') AS explanation,
        COALESCE(r.decision, f.decision) AS decision
    FROM decided_pairs AS f
    FULL JOIN reviewed AS r
        ON
            r.article_id = f.article_id
            AND r.entity_key = f.entity_key
            AND r.list = f.list
            AND r.entry_id = f.entry_id
    LEFT JOIN own_names AS o
        ON
            o.list = COALESCE(f.list, r.list)
            AND o.entry_id = COALESCE(f.entry_id, r.entry_id)
)

SELECT
    SUBSTR(SHA256(f.article_id || ':' || f.entity_key || ':' || f.list || ':' || f.entry_id), 1, 10)
        AS match_id,
    f.article_id,
    f.entity_key,
    k.entity_id,
    f.list,
    f.entry_id,
    f.score,
    f.matched_name,
    f.list_name,
    f.features,
    f.explanation,
    f.decision,
    $resolve_version AS resolve_version
FROM found AS f
INNER JOIN resolved.entity_keys AS k
    ON k.entity_key = f.entity_key
WHERE f.list_name IS NOT NULL;
