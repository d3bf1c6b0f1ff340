"""`python -m tests.gate`."""

import sys

from tests.gate.gate import main

sys.exit(main())
