"""Commands that run the register: serve it, run its jobs, try it."""
