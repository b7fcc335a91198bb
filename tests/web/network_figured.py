"""National figures of the small network: one release, of one territory and another."""

from tests.web.national.world import cell, kept


def figured() -> dict[str, dict[str, int | str]]:
    """Make it; what stands in the addresses of its pages and files."""
    made = kept([cell("32.04"), cell("51.04")])
    return {
        "national:territory": {"code": "32"},
        "national:data-file": {"name": "provinsi", "form": "csv"},
        "national:report": {"quarter": made.quarter, "form": "pdf"},
    }
