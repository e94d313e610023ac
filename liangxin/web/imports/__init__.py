"""The desk's pages for importing: a file, its columns, every problem at its cell, the result that stays, and claims."""
