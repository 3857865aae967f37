"""The report: content first, then Markdown and HTML."""
