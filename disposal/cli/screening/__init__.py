"""`disposal screen` and `disposal screening`: screen bidders, decide, replay, re-screen."""
