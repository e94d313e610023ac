"""Spreadsheets in and out: reading real ones, finding what their columns mean, checking every cell, applying whole.

A *kind* is what a file holds (places, organisations, enterprises, members); the room that owns the noun declares its
kind in its own `importing.py` and writes through its own services. A *batch* is one file on its way in; a *row* keeps
what was read, what was understood, what is wrong with it and what came of it. A *claim* is a row that may concern a
record outside the importer's scope: it waits for the node above. This room knows no noun of the registers, and does
not decide what a register accepts.
"""
