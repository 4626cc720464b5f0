"""The record: a folder of Parquet shards that grows and is never rewritten. Only this package touches DuckDB."""
