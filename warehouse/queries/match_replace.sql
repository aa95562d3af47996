-- Which matches do these articles have now? People's decisions go over those by rule.
DELETE FROM resolved.watchlist_matches
WHERE article_id IN (
    SELECT article_id
    FROM pending_match_articles
);

INSERT INTO resolved.watchlist_matches BY NAME
WITH decided AS (
    SELECT
        entity_key,
        list,
        entry_id,
        article_id,
        ARG_MAX(decision, decided_at) AS decision
    FROM ops.review_decisions
    GROUP BY ALL
),

reviewed AS (
    SELECT
        c.article_id,
        c.entity_key,
        c.name AS called,
        d.list,
        d.entry_id,
        ARG_MAX(d.decision, d.article_id IS NOT NULL) AS decision
    FROM decided AS d
    INNER JOIN facts.chains AS c
        ON
            c.entity_key = d.entity_key
            AND (d.article_id IS NULL OR d.article_id = c.article_id)
    SEMI JOIN pending_match_articles AS p
        ON p.article_id = c.article_id
    GROUP BY ALL
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

DELETE FROM ops.pending_entries;

DELETE FROM ops.pending_matches;
