"""The demonstration case of 2022-08-03: its notice, and two invented bidders."""
