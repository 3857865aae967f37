"""Tables out to CSV, XLSX and Parquet."""
