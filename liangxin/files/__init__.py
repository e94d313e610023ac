"""Uploads: stored under random names outside the web root, served only under their record's permission."""
