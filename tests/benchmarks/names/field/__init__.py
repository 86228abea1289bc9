"""A second labelled set: names as real rolls and registers write them, kind by kind, half of each held back."""
