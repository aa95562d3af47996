"""The shipped language model and the recipe that made it."""
