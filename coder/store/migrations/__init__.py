"""Alembic revisions of the project file; `coder.store.migrating` runs them with a connection of its own."""
