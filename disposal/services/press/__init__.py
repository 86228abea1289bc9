"""The press (刊登): in which media a published notice stood, and the scans that prove it."""
