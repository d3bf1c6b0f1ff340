"""`python -m mujaz` is `mujaz`."""

from mujaz.cli.app import main

main()
