"""The home of the staff pages (工作台): what waits for a person, what they began and did, windows, messages."""
