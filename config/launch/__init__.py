"""What `./lx` does: the embedded PostgreSQL, the steps of `up`, and the suite and checks.

Nothing here imports Django at import time: the launcher must be quick and must work before there is a database.
"""
