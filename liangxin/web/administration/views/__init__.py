"""Views of the administration area, by noun."""
