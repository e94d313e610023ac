"""Membership: the home organisation of each member, linked organisations, where members are located.

Declared by the person or recorded by the home organisation, never found by matching lists; employers never see it.
"""
