"""Take the pictures in docs/images/site: the browser journeys, page by page, on a phone and a laptop.

The pages are those of the tests that walk from signing up to an accepted proposal and from there to a paid
bill, so a picture never shows what does not work. Pictures are kept small: few colours, no more than the
first two screens of a page.

usage: python -m tools.picture_site [FOLDER]
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
JOURNEYS = (
    "tests/web/test_an_officer_sells_leather.py",
    "tests/web/test_a_deal_is_signed_delivered_and_paid.py",
    "tests/web/test_a_round_recovers_in_chromium.py",
)
SHOWN = {
    "04-halaman-saya-baru": 360,
    "05-direktori": 360,
    "07-klaim": 360,
    "10-periksa-pengajuan": 1280,
    "11-halaman-saya": 1280,
    "12-tulis": 360,
    "13-periksa": 360,
    "15-mitra": 1280,
    "16-ajukan": 360,
    "20-usulan-dibaca": 1280,
    "24-diterima": 360,
    "46-putaran-bertanya": 360,
    "50-bagian-pengolah": 360,
    "31-rancangan": 360,
    "36-terima": 360,
    "37-kiriman-diterima": 360,
    "40-satu-tagihan": 360,
}
"""The pages shown in documents, and how wide."""
COLOURS = 32
SCREENS = 2


def main() -> int:
    """Walk the journeys at both sizes and keep what is shown."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images" / "site"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as taken:
        walked = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-k", "with-scripts", *JOURNEYS],
            cwd=ROOT,
            env=os.environ | {"JEJARING_PICTURES": taken},
            check=False,
        )
        if walked.returncode:
            return walked.returncode
        for name, width in SHOWN.items():
            _keep(Path(taken) / f"{name}-{width}.png", folder / f"{name}-{width}.png")
    return 0


def _keep(taken: Path, kept: Path) -> None:
    with Image.open(taken) as picture:
        height = min(picture.height, SCREENS * (740 if picture.width < 1000 else 800))
        cut = picture.convert("RGB").crop((0, 0, picture.width, height))
        cut.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
