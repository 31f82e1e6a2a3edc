"""psoascope VERB ...: finds the verb, and turns every refusal into one clear line."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from psoascope import __version__, tables
from psoascope.errors import PsoascopeError

VERBS = (
    *("analyse", "test", "plan", "sensor"),
    *("state", "posture", "claims", "model", "bench", "serve"),
)
REFUSED = 2
INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command.

    Parameters
    ----------
    words : sequence of str or None
        The command line without its first word; None takes the program's own.

    Returns
    -------
    int
        0 done, 2 refused with one line on standard error, 130 interrupted.
    """
    parser = argparse.ArgumentParser(
        prog="psoascope",
        description="See what your psoas is doing, from a video, your day and your pain.",
        epilog="Findings, not diagnoses. Every number carries its band.",
    )
    parser.add_argument("--version", action="version", version=f"psoascope {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for verb in VERBS:
        import_module(f"psoascope.cli.{verb}").add_parser(verbs)
    arguments = parser.parse_args(words)
    try:
        done: int = arguments.run(arguments)
        sys.stdout.flush()
    except PsoascopeError as refusal:
        print(f"psoascope: {tables.explain(refusal, 'en')}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever reads has closed, as `| head` does; Python's own flush at exit must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except KeyboardInterrupt:
        print("\npsoascope: stopped; nothing half-written was left.", file=sys.stderr)
        return INTERRUPTED
    return done
