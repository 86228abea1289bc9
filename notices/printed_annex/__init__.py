"""The printed annex: its columns, rows and sheets, drawn directly into the PDF page."""
