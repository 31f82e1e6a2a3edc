"""The real worker, with the analysis replaced: endless, or done at once (first argument)."""

import sys
import time

from django.core.management import execute_from_command_line


def endless(analysis):
    from psoascope.web.movement import leases

    leases.report_progress(analysis, 38, 44.0)
    while True:
        time.sleep(0.05)
        leases.check_stopping()


def quick(_):
    return {"schema": "psoascope/report/1", "side": "right"}


if __name__ == "__main__":
    import django

    django.setup()
    from psoascope.web.movement import tasks

    tasks.report_of = {"endless": endless, "quick": quick}[sys.argv[1]]
    execute_from_command_line(["psoascope.web", "work", *sys.argv[2:]])
