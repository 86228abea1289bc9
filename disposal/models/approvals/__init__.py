"""Four eyes: what was submitted, the steps of approval, approvals, returns, and deputies."""
