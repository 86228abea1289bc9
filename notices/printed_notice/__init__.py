"""The printed notice: its parts, divided among pages and drawn there by us."""
