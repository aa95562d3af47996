"""Pure functions: bytes or Arrow in, Arrow out."""
