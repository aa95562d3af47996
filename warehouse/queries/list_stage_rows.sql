-- Add entries that were read.
INSERT INTO staged_entries BY NAME
SELECT
    $list AS list,
    b.*
FROM entry_batch AS b;
