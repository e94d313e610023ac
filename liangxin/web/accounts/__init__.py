"""Signing in, one's own account, the acting role, the desk's home and search."""
