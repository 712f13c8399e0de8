"""Which actions the code writes into the record: found by reading it, so that nobody has to keep a list of them.

An action is followed from where it is handed to the record back to where its words stand: through names, constants,
texts with a part to fill in, and the functions that pass on what they were given.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Unclear(Exception):
    """An action cannot be followed to its words; the message says where."""


@dataclass(frozen=True)
class _Place:
    """An expression: in which module it stands, and in which functions, the innermost last."""

    module: str
    within: tuple[_Function, ...]
    node: ast.expr

    def of(self, node: ast.expr) -> _Place:
        return _Place(self.module, self.within, node)


@dataclass(frozen=True)
class _Module:
    """A module, with what it imports from where, and what it calls by the last name of what is called."""

    tree: ast.Module
    imports: set[tuple[str, str]]
    calls: dict[str, list[tuple[_Place, ast.Call]]]

    @classmethod
    def of(cls, name: str, tree: ast.Module) -> _Module:
        made = cls(tree, set(_imports(tree)), {})
        for place, call in _calls(name, tree):
            made.calls.setdefault(_last_name(call.func), []).append((place, call))
        return made


class Source:
    """A package, read once: ``actions`` are all that it may record."""

    def __init__(self, package: Path) -> None:
        self._sources = {
            ".".join(path.relative_to(package.parent).with_suffix("").parts): path.read_text(encoding="utf-8")
            for path in package.rglob("*.py")
        }
        self._read: dict[str, _Module] = {}

    @property
    def actions(self) -> set[str]:
        """Return every action that is recorded anywhere.

        Raises:
            Unclear: when one cannot be found out.
        """
        audit = "localoffer.audit"
        begins = [*self._handed_to(audit, "record", "action", None), *self._handed_to(audit, "Done", "action", 0)]
        return {text for place in begins if place.module != audit for text in self._texts(place)}

    def _texts(self, place: _Place) -> set[str]:
        match place.node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=one, orelse=other):
                return self._texts(place.of(one)) | self._texts(place.of(other))
            case ast.JoinedStr(values=parts):
                return {"".join(texts) for texts in product(*(self._texts(place.of(part)) for part in parts))}
            case ast.FormattedValue(value=part):
                return self._texts(place.of(part))
            case ast.Name():
                return self._named(place)
            case ast.Attribute(value=ast.Name(id=holder), attr=name):
                return {text for one in self._of_module(place, holder, name) for text in self._texts(one)}
        raise Unclear(f"{place.module}, line {place.node.lineno}")

    def _named(self, place: _Place) -> set[str]:
        assert isinstance(place.node, ast.Name)
        for function in reversed(place.within):
            if place.node.id in _parameters(function):
                handed = self._handed_on(place.module, function, place.node.id)
                return {text for one in handed for text in self._texts(one)}
        return {text for one in self._assigned(place) for text in self._texts(one)}

    def _assigned(self, place: _Place) -> list[_Place]:
        """Return all that a name is set to: in the function, in the module, or in the one that it comes from."""
        assert isinstance(place.node, ast.Name)
        for scope in (*reversed(place.within), self._module(place.module).tree):
            found = [value for node in ast.walk(scope) if (value := _set_to(node, place.node.id)) is not None]
            if found:
                return [place.of(value) for value in found]
        for parent, name in self._module(place.module).imports:
            if name == place.node.id and parent in self._sources:
                return self._assigned(_Place(parent, (), place.node))
        raise Unclear(f"{place.module}, line {place.node.lineno}")

    def _of_module(self, place: _Place, holder: str, name: str) -> list[_Place]:
        """Return what a name of an imported module stands for."""
        found = next((f"{parent}.{last}" for parent, last in self._module(place.module).imports if last == holder), "")
        if found not in self._sources:
            raise Unclear(f"{place.module}, line {place.node.lineno}")
        return self._assigned(_Place(found, (), ast.Name(name, lineno=0)))

    def _handed_on(self, module: str, function: _Function, parameter: str) -> list[_Place]:
        positional = [one.arg for one in function.args.args if one.arg not in ("self", "cls")]
        position = positional.index(parameter) if parameter in positional else None
        found = self._handed_to(module, function.name, parameter, position)
        if not found:
            raise Unclear(f"{module}.{function.name}: nobody calls it")
        return found

    def _handed_to(self, module: str, function: str, parameter: str, position: int | None) -> list[_Place]:
        """Return what every call of a function hands to one of its parameters."""
        found = []
        for place, call in self._calls(function):
            if self._is_meant(call.func, function, module, place.module):
                named = [one.value for one in call.keywords if one.arg == parameter]
                listed = call.args[position : position + 1] if position is not None else []
                found += [place.of(value) for value in named or listed]
        return found

    def _calls(self, function: str) -> Iterator[tuple[_Place, ast.Call]]:
        # most modules need not be read for it
        for name, source in self._sources.items():
            if f"{function}(" in source:
                yield from self._module(name).calls.get(function, [])

    def _module(self, name: str) -> _Module:
        if name not in self._read:
            self._read[name] = _Module.of(name, ast.parse(self._sources[name]))
        return self._read[name]

    def _is_meant(self, called: ast.expr, function: str, module: str, calling: str) -> bool:
        parent, _, last = module.rpartition(".")
        imported = self._module(calling).imports
        match called:
            case ast.Name():
                return calling == module or (module, function) in imported
            case ast.Attribute(value=ast.Name(id=holder)) if holder in {name for _, name in imported}:
                return holder == last and (parent, last) in imported
        # a method: whoever calls it names its class, at least to say the type
        return calling == module or module in {one for one, _ in imported}


def _last_name(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), alias.name) for alias in node.names)


def _calls(module: str, tree: ast.AST, within: tuple[_Function, ...] = ()) -> Iterator[tuple[_Place, ast.Call]]:
    for node in ast.iter_child_nodes(tree):
        inside = (*within, node) if isinstance(node, _Function) else within
        if isinstance(node, ast.Call):
            yield _Place(module, within, node), node
        yield from _calls(module, node, inside)


def _parameters(function: _Function) -> set[str]:
    return {one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _set_to(node: ast.AST, name: str) -> ast.expr | None:
    match node:
        case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
            return value
        case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
            return value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            pairs = zip(names, values, strict=True)
            return next((value for one, value in pairs if isinstance(one, ast.Name) and one.id == name), None)
    return None
