"""Orders of work that follow from scores and vectors."""
