"""What is measured, against what; RESULTS.md has the last figures."""
