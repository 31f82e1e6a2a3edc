"""Server and worker together: started, watched, stopped."""

import http.client
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from waitress.server import create_server

from psoascope import tables
from psoascope.errors import PsoascopeError, WriteError
from psoascope.web.intake import ROOM, Channel
from psoascope.web.worker import WorkerProcess

THREADS = 8
READY_WITHIN = 30.0  # s


def serve(host: str, port: int, say: Callable[[str], None] = print) -> int:
    """Serves until told to stop.

    Parameters
    ----------
    host : str
        Address to listen on.
    port : int
        0 takes any free one.
    say : callable
        Told once the first page answers.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    WriteError
        The port is taken, or the database cannot be written to.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with closing(listening(host, port)) as sock:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psoascope.web.settings")
        django.setup()
        migrate()
        _serve_on(sock, host, stop, say)
    return 0


def _serve_on(
    sock: socket.socket, host: str, stop: threading.Event, say: Callable[[str], None]
) -> None:
    from psoascope.web.wsgi import application

    server = create_server(
        application,
        sockets=[sock],
        threads=THREADS,
        ident=None,
        max_request_body_size=settings.PSOASCOPE_UPLOAD_LIMIT + ROOM,
        clear_untrusted_proxy_headers=False,
    )
    server.channel_class = Channel
    threading.Thread(target=server.run, name="server", daemon=True).start()
    port = sock.getsockname()[1]
    worker = WorkerProcess()
    try:
        worker.start()
        check_answers(port, stop)
        if not stop.is_set():
            say(f"psoascope is ready: http://{_shown(host)}:{port}/")
        while not stop.wait(0.5):
            worker.restart_if_dead()
    finally:
        worker.stop()
        server.close()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens, taken before anything slow is begun.

    Parameters
    ----------
    host : str
    port : int

    Returns
    -------
    socket

    Raises
    ------
    WriteError
        The port is taken, or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        reason = error.strerror or str(error)
        raise tables.error(
            WriteError, "cannot_listen", host=host, port=port, reason=reason
        ) from error
    return sock


def migrate() -> None:
    """Brings the database up to date; quick where it already is."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def check_answers(port: int, stop: threading.Event) -> None:
    """Waits until the first page answers, which also warms it up for the first visitor.

    Parameters
    ----------
    port : int
    stop : Event
        Ends the waiting.

    Raises
    ------
    PsoascopeError
        The first page answers with an error, or not at all.
    """
    until = time.monotonic() + READY_WITHIN
    while not stop.is_set():
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asking:
            try:
                asking.request("GET", "/", headers={"Host": "localhost"})
                status = asking.getresponse().status
            except OSError:
                status = 0
        if status in (200, 301):
            return
        if status or time.monotonic() > until:
            raise tables.error(PsoascopeError, "server_not_well", status=status)
        time.sleep(0.05)


def _shown(host: str) -> str:
    shown = "127.0.0.1" if host in ("0.0.0.0", "") else host
    return f"[{shown}]" if ":" in shown else shown
