"""The staff pages of objections (异议): register, logging, one objection. It may import pages/desk and lower rooms."""
