"""Spreadsheets in and out: reading hostile files safely, mapping columns, batches that can be undone, exports."""
