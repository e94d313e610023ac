"""The face of progress: for a door that watches a run in its own process."""

from liangxin.spreadsheets.progress import told_to

__all__ = ["told_to"]
