"""The first person to open a page does not wait for the site's code to be read."""

import subprocess
import sys

import pytest

ASKED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "jejaring.web.settings"
import django
django.setup()
from jejaring.web.server import post_worker_init
post_worker_init(None)
before = set(sys.modules)
from django.template import engines
from django.urls import reverse
assert reverse("trade:market") == "/pasar/"
print(sorted(name for name in set(sys.modules) - before if name.startswith("jejaring")))
print(len(engines["django"].engine.template_loaders[0].get_template_cache) > 50)
"""


@pytest.mark.display
def test_views_and_templates_are_there():
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["[]", "True"]
