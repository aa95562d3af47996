-- Where do the entries of a snapshot wait while they are read?
CREATE OR REPLACE TEMP TABLE staged_entries AS
SELECT *
FROM ops.entry_versions
LIMIT 0;
