"""The coverage page: a sentence, a map, a table that opens place by place, and the gaps as work."""
