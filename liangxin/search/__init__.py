"""Chinese full-text search: application-made bigrams, words, pinyin and initials in a tsvector.

Rooms hand over what may be found; what an actor may find is decided by the caller with access.visible.
"""
