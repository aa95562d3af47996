-- How much is in the store?
SELECT
    (SELECT COUNT(*) FROM main.articles) AS articles,
    (SELECT COUNT(*) FROM main.mentions) AS mentions,
    (SELECT COUNT(*) FROM main.entities) AS entities,
    (SELECT COUNT(*) FROM main.sanction_events) AS sanction_events,
    (SELECT COUNT(*) FROM main.watchlist_matches WHERE decision IN ('auto', 'confirmed'))
        AS listed_in_the_news,
    (SELECT COUNT(*) FROM main.watchlist_matches WHERE decision = 'candidate')
        AS waiting_for_review,
    (SELECT COUNT(*) FROM main.rejects WHERE resolved_at IS NULL) AS open_rejects;
