"""Draws audits of whole responses and certifies on them which codes a machine may apply."""
