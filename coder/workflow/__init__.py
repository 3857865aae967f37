"""A module per verb: opens the store, calls one stage, writes, returns a summary."""
