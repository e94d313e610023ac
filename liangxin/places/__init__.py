"""Where: zones and districts, areas and towns, parks and buildings, floors and rooms. A tree of its own, dated.

Knows nothing of who is in a place: organisations, enterprises and people point here.
"""
