"""Responses in from CSV, XLSX and Parquet."""
