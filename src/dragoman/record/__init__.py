"""The record: shards, the index over them, and the merging of what many reports tell."""
