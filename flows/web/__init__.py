"""What lies on the web: asked for within limits, kept in `raw/` of the home, read from there."""
