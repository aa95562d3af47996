-- Take the articles of a batch, each with the revision that it has become.
INSERT INTO facts.articles BY NAME
SELECT s.* REPLACE (t.revision AS revision)
FROM READ_PARQUET($articles) AS s
INNER JOIN taken AS t
    ON t.article_id = s.article_id;

INSERT INTO facts.article_revisions (article_id, revision, content_hash, updated_at, batch_id)
SELECT article_id, revision, content_hash, updated_at, $batch_id
FROM incoming
WHERE outcome IN ('new', 'changed');
