-- How many entries did the snapshot change?
SELECT COUNT(*)
FROM changed_entries;
