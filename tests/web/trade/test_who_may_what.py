"""What the table of every address and role does not say: see tests/web/urls_and_roles.csv."""

import pytest
from django.urls import reverse

from jejaring.web.trade.models import Listing, Proposal

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_closed_listing_is_its_owners_alone(client, person, cooperative, coordinator, listing):
    own = listing(state="tutup")
    for who, answer in ((person(cooperative()), 404), (coordinator, 404), (person(own.cooperative), 200)):
        client.force_login(who, backend=BACKEND)
        assert client.get(reverse("trade:listing", args=[own.pk])).status_code == answer


def test_buttons_reached_by_their_address_lead_to_their_page_and_do_nothing(client, proposal):
    sent = proposal()
    client.force_login(sent.seller, backend=BACKEND)
    for name in ("close", "renew", "add-photo"):
        answer = client.get(reverse(f"trade:{name}", args=[sent.listing_id]))
        assert answer["Location"] == reverse("trade:listing", args=[sent.listing_id])
    for name in ("accept", "refuse", "withdraw", "write"):
        answer = client.get(reverse(f"trade:{name}", args=[sent.pk]))
        assert answer["Location"] == reverse("trade:proposal", args=[sent.pk])
    assert Proposal.objects.get(pk=sent.pk).version == sent.version
    assert Listing.objects.get(pk=sent.listing_id).version == sent.listing.version
