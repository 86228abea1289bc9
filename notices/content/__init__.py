"""Content: one frozen, validated value for everything a notice says, and its parts."""
