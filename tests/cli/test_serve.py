"""psoascope serve: a real server process, asked, stopped and killed."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

READY = re.compile(r"psoascope is ready: (http://127\.0\.0\.1:\d+/)\n")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> subprocess.Popen[str]:
        words = ["serve", "--data", str(tmp_path / "data"), *options]
        environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        process = subprocess.Popen(
            [sys.executable, "-m", "psoascope.cli", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    found = READY.fullmatch(line)
    assert found, line + process.stderr.read()
    return found[1]


def children(process: subprocess.Popen[str]) -> list[int]:
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(number) for number in found.split()]


def is_gone(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def until(found: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def test_the_first_page_answers_once_the_server_says_it_is_ready(serve):
    with urllib.request.urlopen(address(serve("--port", "0"))) as page:
        assert page.status == 200
        assert b"psoas" in page.read()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_server_stops_the_worker_and_says_nothing(serve, how):
    server = serve("--port", "0")
    address(server)
    (worker,) = children(server)
    server.send_signal(how)
    assert server.wait(15) == 0
    assert is_gone(worker)
    assert server.stderr.read() == ""
    assert server.stdout.read() == ""


def test_the_worker_does_not_outlive_a_killed_server(serve):
    server = serve("--port", "0")
    address(server)
    (worker,) = children(server)
    server.kill()
    until(lambda: is_gone(worker))


def test_a_worker_that_dies_is_replaced(serve):
    server = serve("--port", "0")
    address(server)
    (first,) = children(server)
    os.kill(first, signal.SIGKILL)
    until(lambda: any(number != first and not is_gone(number) for number in children(server)))


def test_a_port_in_use_is_said_in_one_line(serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = serve("--port", str(port))
        said = server.communicate(timeout=20)
    assert server.returncode == 2
    assert f"port {port} (Address already in use)" in said[1]
    assert "--port" in said[1]
    assert said[1].count("\n") == 1
    assert said[0] == ""


def test_it_starts_again_on_the_data_of_the_first_time(serve):
    first = serve("--port", "0")
    address(first)
    first.terminate()
    first.wait(15)
    with urllib.request.urlopen(address(serve("--port", "0"))) as page:
        assert page.status == 200
