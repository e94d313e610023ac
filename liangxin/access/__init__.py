"""Roles, grants, the acting grant, and the one rule that answers "may they" and "what may they see".

A grant gives a user a role at a node, downwards or not, from a day to a day. A person acts under one grant at a
time. Rooms register for each of their records the *ways* in which a grant (or one's own account) reaches it;
`visible` turns the ways into a condition, `require` asks the same condition for one record.
"""
