"""What an operator does to the register as a whole, each in transactions of its own."""
