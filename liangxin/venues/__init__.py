"""Stations (阵地): where people are received. Their levels and targets, functions, co-owners, brands and opening hours.

A station is a node of its own tree (centre, sub-centre, building station …) standing in a place and looked after by an
organisation. Rooms inside a station and their bookings are not here yet.
"""
