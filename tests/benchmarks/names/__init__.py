"""The open labelled set of name pairs, and what it is drawn from; nothing here imports the matcher."""
