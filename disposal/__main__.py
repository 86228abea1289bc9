"""Run the command line with ``python -m disposal``."""

from disposal.cli import main

main()
