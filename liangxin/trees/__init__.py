"""One table of nodes: places, organisations, stations and enterprises hang on it.

A node has a kind, a name, a parent of the same kind, a materialised path and a span of validity; a placement is
the dated truth of its parent and name, so the tree of any day can be shown. What a node *is* stands in the room of
its kind, whose record shares the node's id. Says nothing of rights: callers check them.
"""
