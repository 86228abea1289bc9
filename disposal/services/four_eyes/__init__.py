"""Four eyes on a notice: submit, withdraw, approve, return; what has changed since it was last approved."""
