"""Every benchmark finds what it imports, whether or not it has run lately."""

import importlib
import pkgutil

import pytest

import benchmarks

SETTINGS_OF_ITS_OWN = ("benchmarks.load.bare",)
"""Configures Django by itself, so only in a process of its own."""
MODULES = [
    found.name
    for found in pkgutil.walk_packages(benchmarks.__path__, "benchmarks.")
    if found.name not in SETTINGS_OF_ITS_OWN
]


@pytest.mark.parametrize("module", MODULES)
def test_it_imports(module):
    importlib.import_module(module)
