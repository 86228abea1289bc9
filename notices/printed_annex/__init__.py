"""The printed annex: its columns, rows and sheets, drawn straight into the page."""
