"""The desk's stations: list, record, tree by level with targets, opening hours, sharing, brands, kinds and functions."""
