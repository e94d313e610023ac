"""Pure checks of what people type or paste: credit codes, identity numbers, phones, dates, money, names, coordinates.

Each returns a small frozen result or raises a subclass of `invalid.Invalid` with a sentence for the person and, where
it can be known, a suggestion. No database, no clock: `today` is an argument.
"""
