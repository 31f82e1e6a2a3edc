"""Management commands: ``python -m psoascope.web migrate``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psoascope.web.settings")
    execute_from_command_line(["psoascope.web", *sys.argv[1:]])
