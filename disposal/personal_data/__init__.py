"""Personal numbers: how they are encrypted and found, and where their key is stored."""
