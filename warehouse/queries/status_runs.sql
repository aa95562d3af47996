-- What did the last runs do?
SELECT
    strftime(r.started_at, '%Y-%m-%d %H:%M:%S') AS started,
    r.flow,
    r.status,
    r.articles_in AS "read",
    r.articles_loaded AS loaded,
    r.articles_unchanged AS unchanged,
    r.rejects AS rejected,
    date_diff('second', r.started_at, r.finished_at) AS seconds
FROM main.runs AS r
ORDER BY
    r.started_at DESC
LIMIT 10;
