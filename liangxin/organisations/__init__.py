"""Who is organised how: organisations of typed kinds in a dated tree, their acts, leads, posts and alliances.

What an organisation does with enterprises (coverage) and members stands in the rooms above.
"""
