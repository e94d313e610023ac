"""Persons at the desk: records, revealing with a reason, accounts from the register, corrections, duplicates."""
