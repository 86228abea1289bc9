"""Code shared by commands: the actor, parsing of dates and amounts, output, files written atomically."""
