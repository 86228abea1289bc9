"""`disposal draft`, `disposal placement` and what `disposal notice` does to notices in the register."""
