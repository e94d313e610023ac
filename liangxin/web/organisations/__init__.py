"""Pages of organisations: the tree of any day, the list, the record with its acts, posts and ties, the reports."""
