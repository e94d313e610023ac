"""The public portal: districts, areas, stations and brands, for anyone, without signing in.

Addresses carry random slugs; only what is public is shown; nothing here knows an actor.
"""
