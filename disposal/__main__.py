"""`python -m disposal` is `disposal`."""

from disposal.cli import main

main()
