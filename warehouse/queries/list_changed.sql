-- How many entries of the list wait to be matched again?
SELECT COUNT(DISTINCT entry_id)
FROM ops.pending_entries
WHERE list = $list;
