-- Does a batch hold a row twice?
SELECT {key}
FROM READ_PARQUET($rows)
GROUP BY {key}
HAVING COUNT(*) > 1
LIMIT 1;
