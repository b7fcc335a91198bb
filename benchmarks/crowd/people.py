"""Officers of the demo network, signed in: people COUNT FILE. The file says what each can open."""

import json
import sys
from pathlib import Path

import django


def main() -> None:
    """Make them, and write their sessions."""
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from jejaring.web.accounts.models import Person
    from jejaring.web.cooperatives.models import Membership
    from jejaring.web.trade.models import Listing

    listings = Listing.objects.open_on(timezone.localdate()).order_by("cooperative", "pk")
    own: dict[int, list[int]] = {}
    for cooperative, listing in listings.values_list("cooperative", "pk"):
        own.setdefault(cooperative, []).append(listing)
    told = []
    for number, (cooperative, theirs) in zip(range(int(sys.argv[1])), own.items(), strict=False):
        person = Person.objects.create_user(email=f"orang{number}@ramai.example", name="Orang Contoh")
        Membership.objects.create(person=person, cooperative_id=cooperative, role=Membership.Role.OFFICER)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        told.append({"session": session.session_key, "cooperative": cooperative, "listings": theirs})
    Path(sys.argv[2]).write_text(json.dumps(told))


if __name__ == "__main__":
    main()
