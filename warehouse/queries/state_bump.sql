-- Note that analysts would see something new.
UPDATE ops.state
SET generation = generation + 1;
