"""`disposal try`: the trial on one's own machine."""
