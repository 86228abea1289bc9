"""`disposal draft`, `disposal placement`, and the `disposal notice` commands on notices in the register."""
