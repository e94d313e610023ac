"""The desk's pages of places: list, record, tree browser, map, and the kinds of places."""
