-- Which texts of views and macros does the store hold?
UPDATE ops.state
SET views_sha256 = $views_sha256;
