"""Small faults put into a module's functions, one at a time: a comparison turned, a number moved.

What is left alone: docstrings, annotations, texts (they are tables' keys or what an error says),
module-level tables, and `__str__`. A fault that cannot be seen from outside is still counted.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

Change = tuple[str, Callable[[], None]]

_COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COUNTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
}


@dataclass(frozen=True)
class Mutant:
    """One fault.

    function is the qualified name of the outermost function or method that holds it.
    """

    module: str
    function: str
    line: int
    what: str
    code: CodeType


def mutants(path: Path, module: str) -> Iterator[Mutant]:
    """Every fault of a module, from its first line to its last."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function, names in _functions(tree):
        for place, node in enumerate(_nodes(function)):
            for number, (what, _) in enumerate(_changes(node)):
                new = copy.deepcopy(tree)
                target = _find(new, names)
                changed = list(_nodes(target))[place]
                list(_changes(changed))[number][1]()
                ast.fix_missing_locations(new)
                code = _code(compile(new, str(path), "exec"), names)
                yield Mutant(module, ".".join(names), node.lineno, what, code)


def _functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, list[str]]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node, [node.name]
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name != "__str__":
                    yield inner, [node.name, inner.name]


def _find(tree: ast.Module, names: list[str]) -> ast.FunctionDef:
    here: ast.AST = tree
    for name in names:
        here = next(one for one in here.body if getattr(one, "name", "") == name)  # type: ignore[attr-defined]
    assert isinstance(here, ast.FunctionDef)
    return here


def _nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What may be changed: the body without docstring, annotations and raised errors' values."""
    body = function.body
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        body = body[1:]
    waiting: list[ast.AST] = list(reversed(body))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.Raise):
            continue
        inner = [
            child
            for name, child in ast.iter_fields(node)
            if name not in ("annotation", "returns")
            for child in (child if isinstance(child, list) else [child])
            if isinstance(child, ast.AST)
        ]
        waiting += reversed(inner)


def _changes(node: ast.AST) -> Iterator[Change]:
    """Each way to spoil a node: what it is, and how it is done."""
    for kind, ways in _WAYS:
        if isinstance(node, kind):
            yield from ways(node)


def _compared(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        other = _COMPARED.get(type(operator))
        if other:
            new = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield (
                f"{type(operator).__name__} -> {other.__name__}",
                partial(setattr, node, "ops", new),
            )


def _counted(node: ast.BinOp) -> Iterator[Change]:
    other = _COUNTED.get(type(node.op))
    if other:
        yield f"{type(node.op).__name__} -> {other.__name__}", partial(setattr, node, "op", other())


def _joined(node: ast.BoolOp) -> Iterator[Change]:
    other = ast.Or if isinstance(node.op, ast.And) else ast.And
    yield f"{type(node.op).__name__} -> {other.__name__}", partial(setattr, node, "op", other())


def _denied(node: ast.If | ast.IfExp | ast.While) -> Iterator[Change]:
    new = ast.UnaryOp(ast.Not(), node.test)
    yield "condition denied", partial(setattr, node, "test", new)


def _signed(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.USub):
        yield "minus left out", partial(setattr, node, "op", ast.UAdd())
    if isinstance(node.op, ast.Not):
        new = ast.UnaryOp(ast.Not(), node.operand)
        yield "not left out", partial(setattr, node, "operand", new)


def _returned(node: ast.Return) -> Iterator[Change]:
    nothing = isinstance(node.value, ast.Constant) and node.value.value is None
    if node.value is not None and not nothing:
        yield "nothing returned", partial(setattr, node, "value", ast.Constant(None))


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} -> {not value}", partial(setattr, node, "value", not value)
    elif isinstance(value, int | float):
        yield f"{value} -> {value + 1}", partial(setattr, node, "value", value + 1)


_WAYS: tuple[tuple[Any, Callable[[Any], Iterator[Change]]], ...] = (
    (ast.Compare, _compared),
    (ast.BinOp, _counted),
    (ast.BoolOp, _joined),
    (ast.If | ast.IfExp | ast.While, _denied),
    (ast.UnaryOp, _signed),
    (ast.Return, _returned),
    (ast.Constant, _constant),
)


def _code(module: CodeType, names: list[str]) -> CodeType:
    here = module
    for name in names:
        here = next(
            one for one in here.co_consts if isinstance(one, CodeType) and one.co_name == name
        )
    return here
