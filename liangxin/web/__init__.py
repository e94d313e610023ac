"""The web door: pages for the desk and the portal. It translates requests into one service call and an answer.

Areas do not know one another; what they have in common lives in `shared`. It holds no rule of the domain.
"""
