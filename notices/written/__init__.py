"""What people write: dates, amounts, figures, yes and no, read in one way only or refused; may import N0 alone."""
