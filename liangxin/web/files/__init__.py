"""Handing out kept files, each under the guard of its record."""
