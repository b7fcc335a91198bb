"""Where a user's programs keep what they can make again, so that the next command starts quickly.

Whatever is there is only a copy: nothing may depend on it, and anybody may delete it.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def cache_folder() -> Path:
    """The folder, by the XDG base directories; it need not exist, nor may it be possible to make it."""
    named = os.environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named) / "jejaring"
    with suppress(RuntimeError):  # nobody's home is known
        return Path.home() / ".cache" / "jejaring"
    return Path(tempfile.gettempdir()) / "jejaring"
