"""What a benchmark asks the database."""
