"""Set a paper: the same data at the same moment give the same bytes."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst

TEMPLATES = Path(__file__).parent


def typeset(template: str, data: Mapping[str, Any], *, address: str, made: datetime) -> bytes:
    """A PDF.

    Parameters
    ----------
    template : str
        Name of a `.typ` file beside this module.
    data : mapping
        What the template reads; plain values, lists and mappings.
    address : str
        Where the QR code leads.
    made : datetime
        The moment written into the file, instead of the time of setting.
    """
    code = segno.make(address, error="m").svg_inline(border=0)
    told = {**data, "address": address, "code": code}
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        format="pdf",
        ignore_system_fonts=True,
        timestamp=int(made.timestamp()),
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
    )
