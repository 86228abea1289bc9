"""Personal numbers: how they are encrypted and found again, and where their key lies."""
