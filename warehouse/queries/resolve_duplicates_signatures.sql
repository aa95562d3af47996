-- Which signatures have the bodies that are to be compared?
SELECT
    s.body_hash,
    ANY_VALUE(s.shingles) AS shingles,
    ANY_VALUE(s.minhash) AS minhash
FROM facts.article_signatures AS s
WHERE
    s.body_hash IN (SELECT one FROM candidates)
    OR s.body_hash IN (SELECT other FROM candidates)
GROUP BY s.body_hash;
