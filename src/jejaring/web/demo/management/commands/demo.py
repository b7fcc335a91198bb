"""`jejaring-site demo`: fill an empty site with a network of examples, planned."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jejaring.market import Market, build_market
from jejaring.market.sample import sample_market
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.demo.load import load
from jejaring.web.demo.people import PASSWORD, make_accounts

LISTINGS_EACH = 3


class Command(BaseCommand):
    """Loads the example market and a few thousand generated cooperatives on real places."""

    help = "Isi situs kosong dengan jejaring contoh dan akun untuk mencobanya."

    def add_arguments(self, parser: CommandParser) -> None:
        """The example market, and how many cooperatives to add to it."""
        parser.add_argument("--market", type=Path, default=Path("examples/sepatu"))
        parser.add_argument("--cooperatives", type=int, default=3000)
        parser.add_argument("--maker", default="gianyar", help="id of the cooperative most accounts act for")
        parser.add_argument("--seller", default="garut", help="id of the cooperative that sells to it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, unless somebody is there already."""
        call_command("prepare", verbosity=0)
        if Cooperative.objects.exists():
            self.stdout.write("Situs ini sudah berisi; jejaring contoh tidak dimuat.")
            return
        market = Market.read(options["market"])
        missing = {options["maker"], options["seller"]} - set(market.cooperatives["id"])
        if missing:
            raise CommandError(f"Koperasi {', '.join(sorted(missing))} tidak ada di {options['market']}.")
        today = timezone.localdate()
        known = load(market, today)
        count = options["cooperatives"]
        if count:
            load(build_market(sample_market(count, LISTINGS_EACH * count, months=6, seed=17)), today)
        accounts = make_accounts(known[options["maker"]], known[options["seller"]])
        self.stdout.write(f"{Cooperative.objects.count()} koperasi contoh dimuat. Akun untuk mencoba:")
        for account in accounts:
            self.stdout.write(f"  {account.email:<26} {account.role:<12} {account.where}")
        self.stdout.write(f"  Kata sandi semuanya: {PASSWORD}")
