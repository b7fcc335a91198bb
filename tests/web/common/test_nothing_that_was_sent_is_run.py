"""The site evaluates no text, makes no template or format of it, starts no shell, and hashes by SHA-256."""

import ast
from pathlib import Path

import pytest

import jejaring.web

WEB = Path(jejaring.web.__file__).parent
BUILT_IN = {"eval", "exec", "__import__"}
RUN = {"from_string", "Template", "mark_safe", "SafeString", "extra", "RawSQL"}
DRAWN = {
    *("cooperatives/map.py", "finance/views/cash.py", "finance/views/files.py", "national/map.py"),
    "rounds/picture.py",
}
"""Pictures that are drawn here: what they say is escaped as it is written."""
WEAK = {"md5", "sha1", "DES", "ARC4"}
IMPORTED = {"pickle", "marshal", "shelve", "dill", "yaml"}


def faults(source):
    """What of it is not to be, line by line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            shell = any(each.arg == "shell" for each in node.keywords)
            on_text = name == "format" and isinstance(
                getattr(node.func, "value", None), ast.Call | ast.Subscript
            )
            built_in = isinstance(node.func, ast.Name) and name in BUILT_IN
            if built_in or name in RUN | WEAK or shell or on_text:
                yield node.lineno, name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {each.name.split(".")[0] for each in node.names} | {getattr(node, "module", "") or ""}
            if names & IMPORTED:
                yield node.lineno, " ".join(names)


@pytest.mark.parametrize(
    "text", ["eval(x)", "import pickle", "run(x, shell=True)", "hashlib.md5(x)", "sent['x'].format(y)"]
)
def test_the_test_would_notice(text):
    assert list(faults(text))


def test_no_code_of_the_site_does_so():
    found = {
        (str(path.relative_to(WEB)), name)
        for path in WEB.rglob("*.py")
        for _line, name in faults(path.read_text(encoding="utf-8"))
    }
    assert found == {(path, "mark_safe") for path in DRAWN}
