"""psoascope test modified_thomas a.mp4 b.mp4 c.mp4: a guided movement test from its repeats."""

import argparse
import json
import shlex
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from psoascope import tables
from psoascope.cli.analyse import progress_bar
from psoascope.errors import RangeError, ReadError
from psoascope.guided import Assessment, Setting, assess, typed
from psoascope.motion.trial import movement_test
from psoascope.read.files import check_folder, checked_file, written_aside
from psoascope.read.opening import read_recording
from psoascope.read.recording import Recording
from psoascope.report.assessment import SCHEMA, assessment_document
from psoascope.report.assessment_page import assessment_page


def add_parser(verbs: Any) -> None:
    """Adds the verb and its options."""
    parser = verbs.add_parser(
        "test",
        help="a guided movement test from its recordings or typed values",
        description="Reads the repeats of one guided test, and better also a recording of the "
        "same person standing still, and tells each quantity with its band; writes test.json and "
        "test.html with -o.",
    )
    parser.add_argument("name", nargs="?", help="such as modified_thomas; see --list")
    parser.add_argument("files", nargs="*", help="videos or marker files, one a repeat")
    parser.add_argument("--list", action="store_true", help="the tests, and what each is for")
    parser.add_argument("--standing", help="a recording of the person standing still, side-on")
    parser.add_argument("--plumb", type=float, help="degrees to turn the picture to the left")
    parser.add_argument("--value", action="append", default=[], help="a typed value: force=150")
    parser.add_argument("--before", help="test.json of an earlier day, to tell a change")
    parser.add_argument("--side", choices=("auto", "left", "right"), default="auto")
    parser.add_argument("--height", type=float, help="standing height in metres, such as 1.70")
    parser.add_argument("--model", choices=("heavy", "full", "lite"), default="heavy")
    parser.add_argument("--language", choices=tables.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="print test.json")
    parser.add_argument("-o", "--output", help="folder for test.json and test.html")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Lists the tests, or tells what one says; returns 0."""
    if arguments.list or arguments.name is None:
        print(*_listed(arguments), sep="\n")
        return 0
    row = movement_test(arguments.name)
    if arguments.output:
        check_folder(arguments.output)
    before = _earlier(arguments)
    recordings: list[Recording] = []
    if row["entry"] == "capture":
        found, recordings = _captured(arguments)
    else:
        side = "right" if arguments.side == "auto" else arguments.side
        found = typed(arguments.name, _values(arguments.value), side)
    result = assessment_document(found, recordings, command_line(arguments), before)
    if arguments.output:
        _write(result, Path(arguments.output), arguments.language)
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False))
        return 0
    print(*_lines(result, arguments.language), sep="\n")
    if arguments.output:
        path = str(Path(arguments.output) / "test.html")
        print(tables.say("test_page.written", arguments.language, path=path))
    return 0


def _captured(arguments: argparse.Namespace) -> tuple[Assessment, list[Recording]]:
    setting = Setting(arguments.side, arguments.plumb, arguments.height)
    paths = [*arguments.files, *([arguments.standing] if arguments.standing else [])]
    read = []
    with ExitStack() as bars:
        for path in paths:
            progress = bars.enter_context(progress_bar(Path(path).name))
            read.append(read_recording(path, model=arguments.model, progress=progress))
    standing = read.pop() if arguments.standing else None
    return assess(arguments.name, read, standing, setting), read


def _listed(arguments: argparse.Namespace) -> list[str]:
    names = list(tables.table("tests"))
    if arguments.json:
        rows = {name: _plain(movement_test(name)) for name in names}
        return [json.dumps(rows, ensure_ascii=False)]
    language = arguments.language
    wide = max(map(len, names))
    return [
        f"{name:<{wide}}  {tables.say(f'tests.{name}', language)}. "
        f"{tables.say(f'tests.{name}', language, 'why')}"
        for name in names
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _values(pairs: list[str]) -> dict[str, list[float]]:
    """Typed values by input; one may be given several times."""
    found: dict[str, list[float]] = {}
    for pair in pairs:
        key, _, text = pair.partition("=")
        try:
            found.setdefault(key.strip(), []).append(float(text.replace(",", ".")))
        except ValueError as problem:
            raise tables.error(RangeError, "bad_value_pair", text=repr(pair)) from problem
    return found


def _earlier(arguments: argparse.Namespace) -> dict[str, Any] | None:
    if not arguments.before:
        return None
    file = checked_file(arguments.before)
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    right = isinstance(found, dict) and found.get("schema") == SCHEMA
    if not right or found["test"] != arguments.name:
        raise tables.error(ReadError, "not_a_test_result", name=file.name, test=arguments.name)
    result: dict[str, Any] = found
    return result


def _write(result: dict[str, Any], folder: Path, language: str) -> None:
    texts = {
        "test.json": json.dumps(result, ensure_ascii=False),
        "test.html": assessment_page(result, language),
    }
    for name, text in texts.items():
        with written_aside(folder / name) as aside:
            aside.write_text(text, encoding="utf-8")


def _lines(result: Mapping[str, Any], language: str) -> list[str]:
    """What a test says, line by line: sentences, changes, and each refusal with its cure."""
    lines = []
    for side, rows in result["sides"].items():
        for key, row in rows.items():
            lines.append(row["sentence"][language])
            psoas = result["psoas_change"].get(key) if side == result["side"] else None
            if psoas is not None:
                lines.append("  " + psoas["sentence"][language])
            if row["changed"] in ("changed", "not_shown"):
                smallest = f"{row['smallest_change']:g} {row['unit']}"
                values = {"smallest": smallest} if row["changed"] == "not_shown" else {}
                lines.append("  " + tables.say(f"test_page.{row['changed']}", language, **values))
    for one in result["captures"]:
        if one["refused"]:
            said = tables.say("test_page.refused", language)
            lines.append(f"- {one['path']} {said} {one['refused'][language]}")
        else:
            words = tables.say(f"capture_errors.grade.{one['grade']}", language)
            grade = tables.say("test_page.grade", language, grade=one["grade"], words=words)
            lines.append(f"- {one['path']}: {grade}")
    return lines


def command_line(arguments: argparse.Namespace) -> str:
    """The command that gives the same result again."""
    words = ["psoascope", "test", arguments.name, *arguments.files]
    for name in ("standing", "plumb", "before", "height"):
        if getattr(arguments, name) is not None:
            words += [f"--{name}", f"{getattr(arguments, name)}"]
    for pair in arguments.value:
        words += ["--value", pair]
    if arguments.side != "auto":
        words += ["--side", arguments.side]
    if arguments.model != "heavy":
        words += ["--model", arguments.model]
    return shlex.join(words)
