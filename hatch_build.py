"""Compiles the modules that pyproject.toml names with mypyc, where HATCH_BUILD_HOOKS_ENABLE asks for it (`make compiled`)."""

from __future__ import annotations

import ast
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_LIBRARY = "factcheck"  # one for all modules: a call from one to another is a call in C
_FIRST = "from __future__ import annotations"


class CompiledModules(BuildHookInterface[Any]):
    """Adds the library to the wheel and, for each module, what leads Python to it; the sources stay beside them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as hatchling calls it
        """Compile a copy, so that nothing compiled ever stands among the sources, where it would hide them."""
        from mypyc.build import mypycify  # noqa: PLC0415 - only where a compiled build is asked for
        from setuptools import Distribution  # noqa: PLC0415

        root, self._copy = Path(self.root), Path(tempfile.mkdtemp(prefix="factcheck-"))
        package = shutil.copytree(root / "factcheck", self._copy / "factcheck", ignore=shutil.ignore_patterns("*.pyc"))
        modules = [path for named in self.config["modules"] for path in _modules(package.parent / named)]
        for path in modules:
            path.write_text(prepared(path.read_text("utf-8")), "utf-8")
        with chdir(self._copy):
            extensions = mypycify(
                ["--config-file", str(root / "pyproject.toml"), *(str(p.relative_to(self._copy)) for p in modules)],
                opt_level="3",
                debug_level="0",
                group_name=_LIBRARY,
            )
            command = Distribution({"name": "factcheck", "ext_modules": extensions}).get_command_obj("build_ext")
            command.build_lib = str(self._copy / "made")
            command.ensure_finalized()
            command.run()
        made = self._copy / "made"
        files = [path for path in made.rglob("*") if path.is_file()]
        build_data["force_include"].update({str(path): path.relative_to(made).as_posix() for path in files})
        build_data["pure_python"], build_data["infer_tag"] = False, True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the copy; what was made of it is in the wheel."""
        shutil.rmtree(self._copy)


def _modules(path: Path) -> list[Path]:
    return sorted(path.glob("*.py")) if path.is_dir() else [path]


def prepared(source: str) -> str:
    """Return a module with what mypyc is to know of its records; no line moves.

    On the blank line behind each stands the constructor that factcheck/record.py makes at run time: one that mypyc sees is
    compiled too. On the one before it stands that a frozen one is part of no cycle, for what it holds is made before it: the
    garbage collector need not follow the tokens of a text.
    """
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and (kind := _record(node)):
            lines[node.end_lineno or 0] = f"    {_constructor(node)}  # type: ignore[misc]"  # fields are frozen
            above = node.decorator_list[0].lineno - 2
            if "frozen=True" in kind and not lines[above]:
                lines[above] = "@mypyc_attr(acyclic=True)"
    first = lines.index(_FIRST)
    # To mypy it is True; at run time the package is not asked for.
    lines[first : first + 2] = f"{_FIRST}; MYPY = False", "if MYPY: from mypy_extensions import mypyc_attr"
    return "\n".join(lines)


def _record(node: ast.ClassDef) -> str:
    """Return how a class is declared as a record, "" when it is none."""
    return next((kind for d in node.decorator_list if (kind := ast.unparse(d)).startswith("record(")), "")


def _constructor(record: ast.ClassDef) -> str:
    taken, kept = [], []
    for field in record.body:
        if isinstance(field, ast.AnnAssign):
            name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
            given = field.value
            options = {}
            if isinstance(given, ast.Call) and ast.unparse(given.func) == "field":
                options = {option.arg: option.value for option in given.keywords}
                given = options.get("default")
            if "default_factory" in options:
                taken.append(f"{name}: {kind} | None = None")
                kept.append(f"self.{name} = {ast.unparse(options['default_factory'])}() if {name} is None else {name}")
            else:
                taken.append(f"{name}: {kind}" + (f" = {ast.unparse(given)}" if given else ""))
                kept.append(f"self.{name} = {name}")
    return f"def __init__(self, {', '.join(taken)}) -> None: {'; '.join(kept)}"
