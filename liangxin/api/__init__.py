"""The door for programs: /api/v1, the same services, rights, refusals and counts as the pages. No rule lives here."""
