"""Persons: identity and contact kept encrypted, masked by default, revealed with a reason and a log the person sees.

Membership, posts and jobs are facts of other rooms. `keeper` is the organisation that keeps the record.
"""
