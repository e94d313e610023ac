"""Members at the desk: the list, a record with its history, enrolling, transferring, linking, rosters, declarations."""
