"""Responses divided into comments."""
