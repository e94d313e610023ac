"""The numbers of importing and exporting; docs/rules/spreadsheets.md."""

from datetime import timedelta

LARGEST_FILE = 20 * 1024 * 1024  # bytes, R-SHE-01
LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes, R-SHE-02
HIGHEST_RATIO = 200  # unpacked to packed, for parts above RATIO_FROM, R-SHE-02
RATIO_FROM = 4 * 1024 * 1024  # bytes
MOST_PARTS = 2_000  # files inside the file, R-SHE-02
MOST_ROWS = 100_000  # per sheet, R-SHE-03
MOST_COLUMNS = 200  # per sheet, R-SHE-03
MOST_SHEETS = 30  # R-SHE-03
LONGEST_CELL = 32_767  # characters, as the spreadsheet programs, R-SHE-03
READER_MEMORY = 1_500 * 1024 * 1024  # bytes of address space, R-SHE-04
READER_SECONDS = 60  # of processor time, and twice that on the clock, R-SHE-04
INLINE_ROWS = 500  # up to here a file is checked and applied while the person waits, R-SHE-05
CHUNK_ROWS = 500  # rows planned at once, R-SHE-05
TOGETHER_ROWS = 100  # rows written in one savepoint, one by one only where one is refused, R-SHE-05
PROGRESS_EVERY = 200  # rows between two notes of progress, R-SHE-05
HEADER_WITHIN = 30  # rows from the top among which the header is looked for, R-SHE-06
DEEPEST_HEADER = 3  # rows, R-SHE-06
UNDO_WITHIN = timedelta(days=7)  # R-SHE-07
KEPT_FOR = timedelta(days=30)  # what was read from a file, R-SHE-08
MOST_EXPORTED_ROWS = 200_000  # R-SHE-09
