"""The report: its content in no format first, then each format."""
