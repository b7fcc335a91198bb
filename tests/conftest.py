"""Settings that all tests share."""

from hypothesis import settings
from tests import shares

SLOW = (
    "tests/web/test_every_",
    "tests/web/test_a_round_recovers",
    "tests/web/killing/",
    "tests/web/demo/",
    "tests/web/test_",
    "tests/web/api/test_t",
    "tests/web/trade/test_uploads",
    "tests/benchmarks/",
    "tests/docs/",
    "tests/planning/",
)
"""Where files begin that take long; the longest first."""


def pytest_configure(config):
    """Whole proofs look for new examples; their shares take the same each time, so a commit passes or not.

    What is left out in the end is not even made: the seeds of the long proofs are 14,000 tests.
    """
    shares.whole = not config.option.markexpr.startswith("not prove")
    # Machines differ, and no test asserts seconds: no example has a deadline.
    settings.register_profile("jejaring", deadline=None, derandomize=not shares.whole)
    settings.load_profile("jejaring")


def pytest_collection_modifyitems(items):
    """Slow tests begin, so that no processor waits for the last of them."""
    items.sort(
        key=lambda item: next((n for n, each in enumerate(SLOW) if item.nodeid.startswith(each)), len(SLOW))
    )
