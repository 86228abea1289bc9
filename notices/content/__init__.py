"""Content: one frozen, validated value of everything a notice says, and the values it is made of."""
