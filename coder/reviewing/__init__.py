"""The review loop without a screen."""
