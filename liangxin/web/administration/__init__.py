"""Accounts, roles, grants and the audit log: the pages of the three separated administrators."""
