"""The shipped geography is small to send, and no more of it is read than is asked for."""

import subprocess
import sys
from importlib.resources import files

import pytest

KILOBYTE = 1000
LIMITS = {
    "province_outlines.json.gz": 120 * KILOBYTE,
    "regency_outlines.json.gz": 400 * KILOBYTE,
    "regencies.csv": 40 * KILOBYTE,
    "districts.csv.gz": 80 * KILOBYTE,
    "villages.csv.gz": 700 * KILOBYTE,
}


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_shipped_files_stay_small(name, limit):
    assert len(files("jejaring.geography").joinpath("data", name).read_bytes()) <= limit


def test_villages_are_left_alone_while_regencies_are_asked_for():
    # In a process of its own, where nothing has been read yet.
    code = """
from jejaring.geography import find_regions, regencies, region_name
from jejaring.geography import regions
region_name("32.05"), regencies(), find_regions("Kab. Garut")
print(regions.region_names.cache_info().currsize)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(answer.stdout) == 2  # provinces and regencies
