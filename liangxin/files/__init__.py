"""Uploads: what is kept, under which limits, and who may fetch it.

A file belongs to a purpose ("activities.photo") that a higher room declares with its limits and its guard; that room
holds the foreign key down to `StoredFile`. Images are made anew, everything else is kept as it came and only ever
handed out as an attachment. A file that no record points to is deleted after a day. Who may do what with the record is
not decided here.
"""
