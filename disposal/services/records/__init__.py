"""What every write does alike: validate, lock, write, audit, and call what must follow from the change."""
