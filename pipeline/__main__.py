"""`python -m pipeline` is `mujaz`."""

from pipeline.cli.app import main

main()
