"""python -m psoascope.cli"""

import sys

from psoascope.cli.main import main

sys.exit(main())
