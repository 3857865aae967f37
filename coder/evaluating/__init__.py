"""Measures how suggestions would have done on responses that people have coded already."""
