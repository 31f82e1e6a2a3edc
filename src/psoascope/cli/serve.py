"""``psoascope serve``: the web application on this machine."""

import argparse
import os
from importlib.util import find_spec

from psoascope import tables
from psoascope.errors import ExtraError


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command and its options.

    Parameters
    ----------
    subparsers : argparse action
        Of the command line.
    """
    parser = subparsers.add_parser("serve", help="the web application on this machine")
    parser.add_argument("--port", type=int, default=8000, help="8000; 0 takes any free one")
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1: this machine alone")
    parser.add_argument("--data", help="folder of database and uploads (var)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serves until Ctrl-C.

    Parameters
    ----------
    arguments : argparse.Namespace
        port, host, data.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    ExtraError
        The web part is not installed.
    WriteError
        The port is taken.
    """
    if find_spec("django") is None or find_spec("waitress") is None:
        raise tables.error(ExtraError, "missing_extra", extra="web")
    if arguments.data:
        os.environ["PSOASCOPE_DATA"] = arguments.data
    from psoascope.web.server import serve

    return serve(arguments.host, arguments.port, _say)


def _say(line: str) -> None:
    print(line, flush=True)
