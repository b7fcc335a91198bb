"""`jejaring-site demo`: fill an empty site with a network of examples, plan it, say how to sign in."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from jejaring.market import Market
from jejaring.web.common.command import SiteCommand
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.demo.load import load
from jejaring.web.demo.market import generated_market
from jejaring.web.demo.people import PASSWORD, accounts, make_accounts
from jejaring.web.demo.round import begin_round
from jejaring.web.demo.widely import sign_widely
from jejaring.web.national.actions import release_due
from jejaring.web.rounds.models import PublishedPlan
from jejaring.web.rounds.planning import plan_listings

A_MONTH = timedelta(days=31)


class Command(SiteCommand):
    """Loads the example market and a few thousand generated cooperatives on real places, and plans them.

    What was broken off is taken up again; a site that holds anything else is left alone.
    """

    help = "Isi situs kosong dengan jejaring contoh dan akun untuk mencobanya."

    def add_arguments(self, parser: CommandParser) -> None:
        """The example market, and how many cooperatives to add to it."""
        parser.add_argument("--market", type=Path, default=Path("examples/sepatu"))
        parser.add_argument("--cooperatives", type=int, default=3000)
        parser.add_argument("--maker", default="gianyar", help="id of the cooperative most accounts act for")
        parser.add_argument("--seller", default="garut", help="id of the cooperative that sells to it")
        parser.add_argument("--buyer", default="banda-aceh", help="id of the cooperative that buys from it")
        parser.add_argument("--unplanned", action="store_true", help="leave the planning to others")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and plan what is not there yet, then name the accounts."""
        call_command("prepare", verbosity=0)
        today = timezone.localdate()
        if not Cooperative.objects.exists():
            self._load(today, options)
        if not accounts():
            self.stdout.write("Situs ini sudah berisi; jejaring contoh tidak dimuat.")
            return
        release_due(today=today)
        if PublishedPlan.last() is None and not options["unplanned"]:
            self._plan(today)
        if not options["unplanned"]:
            self._begin_round()
        self._name_accounts()

    def _load(self, today: date, options: dict[str, Any]) -> None:
        market = Market.read(options["market"])
        acting = [options[name] for name in ("maker", "seller", "buyer")]
        missing = set(acting) - set(market.cooperatives["id"])
        if missing:
            raise CommandError(f"Koperasi {', '.join(sorted(missing))} tidak ada di {options['market']}.")
        self._say("Memuat jejaring contoh ...")
        month = today.replace(day=1)
        with transaction.atomic():
            known = load(market, today, begins=month)
            if options["cooperatives"]:
                load(
                    generated_market(options["cooperatives"]), today, begins=(month + A_MONTH).replace(day=1)
                )
            make_accounts(*(known[name] for name in acting))
            sign_widely()
        self._say(f"{Cooperative.objects.count()} koperasi contoh dimuat.")

    def _plan(self, today: date) -> None:
        self._say("Menyusun dan memeriksa rencananya, sekali ini saja; sekitar satu menit ...")
        published = plan_listings(actor=None, today=today)
        self._say(
            f"Rencana terbukti: {published.used} dari {published.listings} catatan terpakai, "
            f"{published.cooperatives_gaining} koperasi beruntung."
        )

    def _begin_round(self) -> None:
        round = begin_round()
        if round is not None:
            waiting = round.attempts.latest().counts["parts"]
            self._say(f"{round.name}: {waiting} bagian rantai menunggu jawaban.")

    def _name_accounts(self) -> None:
        self._say("Akun contoh (tanpa akun pun situs dapat dilihat sebagai pengunjung):")
        for account in accounts():
            self._say(f"  {account.email:<26} {account.role:<12} {account.where}")
        self._say(f"  Kata sandi semuanya: {PASSWORD}")
        self._say("  Ketua, bendahara, dan koordinator diminta kode pula: jejaring-site kode")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
