"""Personal numbers in full: read with a reason that stays, sealed anew under another key."""
