"""Questions are asked of the same small random markets as those that planning is tested with."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "planning"))
