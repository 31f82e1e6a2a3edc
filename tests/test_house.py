"""The house keeps its own rules: addresses, paths, docstrings, sizes."""

import ast
import inspect
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "psoascope"
REGISTRIES = re.compile(
    "|".join(["pypi[.]org", "pythonhosted[.]org", "registry[.]npmjs", "deb[.]debian[.]org"])
)


def project_files():
    """Files that git knows, or would know."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def python_files():
    """Our own modules, without migrations."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def test_no_file_names_a_package_registry():
    named = [
        str(path.relative_to(ROOT))
        for path in project_files()
        if path.stat().st_size < 3_000_000
        and REGISTRIES.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []


def test_every_line_of_the_lock_files_is_hashed():
    for name in ("run.txt", "test.txt", "library.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9_.-]+==.*$", text, re.MULTILINE)
        assert len(pins) > 5
        assert all(pin.endswith("\\") for pin in pins)
        assert text.count("--hash=sha256:") >= len(pins)


def test_no_file_is_a_god_file():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_parameters_in_a_docstring_are_the_arguments(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        text = inspect.cleandoc(ast.get_docstring(node) or "")
        if "Parameters\n---" not in text:
            continue
        block = text.split("Parameters\n", 1)[1].split("\n", 1)[1]
        block = re.split(r"\n\n[A-Z][A-Za-z ]+\n-{3,}", block)[0]
        listed = [
            name.strip().lstrip("*")
            for line in re.findall(r"^(\*{0,2}[a-z_][\w, *]*?) :", block, re.MULTILINE)
            for name in line.split(",")
        ]
        spec = node.args
        names = [a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
        names += [a.arg for a in (spec.vararg, spec.kwarg) if a]
        assert listed == [n for n in names if n not in ("self", "cls")], f"{path.name}:{node.name}"


def test_importing_the_library_is_quick_and_pulls_in_nothing_heavy():
    code = (
        "import sys, psoascope, psoascope.psoas; "
        "print([m for m in ('django', 'mediapipe', 'cv2', 'numba', 'av') if m in sys.modules])"
    )
    shown = subprocess.run(
        [__import__("sys").executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


SIDED = re.compile(
    r"^\s*(?:(?:(?:margin|padding|border)-)?(?:left|right)\b[^:;{]*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
    r"|(?:scroll-)?(?:margin|padding)-(?:left|right)\s*:"
    r"|(?:float|clear|text-align(?:-last)?|caption-side)\s*:\s*(?:left|right)\b"
    # top, right, bottom, left: where right and left differ, only one direction is meant.
    r"|(?:margin|padding|inset|border-(?:width|style|color))\s*:"
    r"\s*[^\s;]+\s+(?P<right>[^\s;]+)\s+[^\s;]+\s+(?!(?P=right)\s*;)[^\s;]+\s*;)"
)
# Names in the moving picture stand where the bodies are: their layer is left to right by itself.
# The engine that makes PDFs knows no other floats.
SIDES_MEANT = {
    ".plan .exercise__figure",
    ".viewer__names > span",
    ".viewer__name::before",
    ".viewer__name > span",
    ".viewer__name.is-west > span",
}


def sided(text):
    """Selectors of the rules that name a physical side, with the line that does."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    # What stands in brackets has blanks of its own.
    text = re.sub(r"\([^()]*\)", "()", text)
    return [
        (" ".join(selector.split()), f"{rule.strip()};")
        for selector, rules in re.findall(r"([^{};]+)\{([^{}]*)\}", text)
        for rule in rules.split(";")
        if SIDED.match(f"{rule};")
    ]


def test_styles_name_start_and_end_not_left_and_right():
    files = [*sorted((ROOT / "frontend" / "src" / "styles").glob("*.css"))]
    files += sorted((SOURCE / "report" / "templates").glob("*.css"))
    assert len(files) > 10
    found = {
        f"{path.name}: {selector} {{ {line} }}"
        for path in files
        for selector, line in sided(path.read_text(encoding="utf-8"))
        if selector not in SIDES_MEANT
    }
    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        "margin-left: 1em;",
        "padding-right: 0;",
        "left: 0;",
        "float: right;",
        "text-align: left;",
        "border-left: 1px solid;",
        "border-top-right-radius: 3px;",
        "margin: 0 1em 0 2em;",
    ],
)
def test_a_side_is_noticed(line):
    assert sided(f".one {{\n  {line}\n}}") == [(".one", line)]
    assert sided(".one {\n  margin-inline-start: 1em;\n  padding: 0 1em 0 1em;\n}") == []
