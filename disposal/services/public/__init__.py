"""What public readers ask: notices, their files, windows and standing, and the calculators."""
