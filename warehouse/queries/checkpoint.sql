-- Bring everything that is committed into the file itself.
CHECKPOINT;
