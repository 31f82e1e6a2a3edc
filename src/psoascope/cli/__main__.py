"""So that python -m psoascope.cli works as the command does."""

import sys

from psoascope.cli.main import main

sys.exit(main())
