"""What every write does alike: validate, lock, write, audit, and note who must be screened again."""
