"""Fill a site with an invented nation and open a round that is frozen at once; run beside its settings.

usage: python -m benchmarks.round.prepare COOPERATIVES LISTINGS
"""

import os
import sys
from datetime import timedelta

import django


def main() -> None:
    """Cooperatives, listings, a coordinator of the whole country, a round."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")
    django.setup()
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from benchmarks.partners.network import fill
    from jejaring.web.accounts.models import Person
    from jejaring.web.cooperatives.models import Territory
    from jejaring.web.rounds import actions

    today = timezone.localdate()
    fill(int(sys.argv[1]), int(sys.argv[2]), today)
    person = Person.objects.create_user(email="nasional@ramai.example", name="Kementerian Contoh")
    Territory.objects.create(person=person, region="", office="Kementerian Contoh")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    round = actions.open_round(
        actor=person,
        name="Putaran nasional contoh",
        region="",
        collect_until=today,
        answer_until=today + timedelta(days=14),
    )
    actions.freeze(actor=person, round=round)


if __name__ == "__main__":
    main()
