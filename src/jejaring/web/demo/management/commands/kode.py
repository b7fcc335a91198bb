"""`jejaring-site kode`: the code that signs in those of the demo network who sign or coordinate."""

from typing import Any

from jejaring.web.common.command import SiteCommand
from jejaring.web.demo.people import code_now


class Command(SiteCommand):
    """Stands in for the authenticator app that nobody has set up for an example."""

    help = "Tampilkan kode pengaman kedua akun contoh saat ini."

    def handle(self, *args: Any, **options: Any) -> None:
        """The code of this half minute."""
        self.stdout.write(code_now())
