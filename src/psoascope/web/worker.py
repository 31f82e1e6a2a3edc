"""The worker as a process of its own beside the server."""

import logging
import os
import signal
import subprocess
import sys
import time

log = logging.getLogger("psoascope.worker")

STOPS_WITHIN = 10.0  # s, then it is killed
LONGEST_PAUSE = 30.0  # s between two starts of a worker that dies at once


class WorkerProcess:
    """Starts, watches and stops one worker.

    It holds one end of a pipe whose other end is the worker's standard input: when this process
    goes, in whatever way, the pipe breaks and the worker stops too.
    """

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.pause = 1.0

    def start(self) -> None:
        """Starts it, out of reach of the terminal's Ctrl-C: stopping it is the server's job."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "psoascope.web", "work", "--with-parent"],
            stdin=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )

    def restart_if_dead(self) -> None:
        """Starts it again where it has died; ever more slowly where that happens at once."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        if lived < self.pause:
            return
        self.pause = 1.0 if lived > LONGEST_PAUSE else min(2 * self.pause, LONGEST_PAUSE)
        log.warning("the worker ended with status %s; starting another", self.process.returncode)
        self.close_pipe()
        self.start()

    def stop(self) -> None:
        """Stops it, and kills it if it does not follow."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.close_pipe()

    def close_pipe(self) -> None:
        """Lets go of the pipe."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
