"""A small network in which every kind of object exists once, and a person of every role around it."""

import io
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from PIL import Image
from tests.web.network_agreed import agreed
from tests.web.network_cleared import cleared
from tests.web.network_figured import figured
from tests.web.network_financed import financed
from tests.web.network_meant import meant

from jejaring.web.accounts.models import Person
from jejaring.web.api.actions.tokens import give
from jejaring.web.api.models import Webhook
from jejaring.web.cooperatives.actions import claims, imports, memberships
from jejaring.web.cooperatives.models import Cooperative, Fact, Membership, Mismatch, Territory
from jejaring.web.rounds.models import Attempt, Chain, Outcome, Part, Round, Trade
from jejaring.web.telling.models import CalendarAddress
from jejaring.web.trade.actions import Terms, close_listing, create_listing, send_proposals, write_message
from jejaring.web.trade.actions.photos import add_photo
from jejaring.web.trade.models import Listing

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECOND_FACTOR = {"data": {"secret": "JBSWY3DPEHPK3PXP"}}
BANDUNG, GIANYAR = "32.04.15.2001", "51.04"
ROLES = (
    "visitor",  # nobody signed in
    "newcomer",  # signed in, of no cooperative; claims the one looked at
    "stranger",  # chair of a cooperative that has nothing to do with it
    "partner",  # chair of the cooperative that it sent a proposal to
    "officer",  # of the cooperative looked at, as the next two
    "treasurer",
    "chair",
    "coordinator",  # of the territory it lies in; owner of the import
    "elsewhere",  # coordinator of another territory
)
OWN = ("officer", "treasurer", "chair")
SECRETS = {
    "nik": ("3204151234567", ("newcomer", *OWN, "coordinator")),  # the newcomer typed it
    "nib": ("1234567890123", (*OWN, "coordinator")),
    "npwp": ("01.234.567.8-901.000", (*OWN, "coordinator")),
    "turnover": ("123456789", (*OWN, "coordinator")),
    "name": ("Nama Rahasia Ketua", (*OWN, "coordinator")),
    "phone": ("+6281234567001", (*OWN, "coordinator")),
    "e-mail": ("ketua.rahasia@example.org", (*OWN, "coordinator")),
    "claimant": ("calon.rahasia@example.org", ("newcomer", "coordinator")),
    "claim": ("SK rahasia nomor tujuh", ("coordinator",)),
    "invited": ("Nama Rahasia Undangan", ("chair",)),
    "terms": ("syarat rahasia dibayar bulan depan", ("partner", *OWN)),
    "message": ("pesan rahasia antara dua koperasi", ("partner", *OWN)),
    "withheld": ("9123451", OWN),
}
"""What of a cooperative not everybody may see, and who may; figures without their dots."""


def secret(what: str) -> str:
    """Its text."""
    return SECRETS[what][0]


@dataclass
class Network:
    """The objects by the name that addresses have for them, and the people by role."""

    cooperative: Cooperative
    people: dict[str, Person]
    keys: dict[str, dict[str, int | str]]
    """Name of an address -> what stands in it."""
    site: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))
    """What answers all browsers, so that each need not set up the middleware anew."""
    sessions: dict[str, str] = field(default_factory=dict)
    """Role -> key of the session in which they stay signed in."""

    def stays_signed_in(self) -> "Network":
        """Everybody has a session from now on, so that not each of their browsers signs in anew."""
        for role, person in self.people.items():
            session = SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = BACKEND
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.create()
            self.sessions[role] = str(session.session_key)
            UserSession.objects.create(user=person, session_key=session.session_key, ip="127.0.0.1")
        return self

    def client(self, role: str, second_factor: bool = True) -> Client:
        """A browser in which that person is signed in."""
        client = Client(raise_request_exception=True)
        client.handler = self.site
        person = self.people.get(role)
        if person is None:
            return client
        if second_factor:
            Authenticator.objects.get_or_create(user=person, type="totp", defaults=SECOND_FACTOR)
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        else:
            client.force_login(person, backend=BACKEND)
        return client


def network() -> Network:
    """Make it."""
    own = Cooperative.objects.create(
        name="Koperasi Contoh Susu",
        region=BANDUNG,
        example=True,
        nik=secret("nik"),
        nib=secret("nib"),
        npwp=secret("npwp"),
    )
    others = {
        role: Cooperative.objects.create(name=f"Koperasi Contoh {role}", region=GIANYAR, example=True)
        for role in ("stranger", "partner")
    }
    people: dict[str, Person] = {}
    for role, cooperative, title in (
        ("stranger", others["stranger"], "ketua"),
        ("partner", others["partner"], "ketua"),
        ("officer", own, "pengurus"),
        ("treasurer", own, "bendahara"),
        ("chair", own, "ketua"),
    ):
        people[role] = person(role)
        Membership.objects.create(person=people[role], cooperative=cooperative, role=title)
    people["newcomer"] = person("newcomer", email=secret("claimant"))
    chair = people["chair"]
    private = {"name": secret("name"), "phone": secret("phone"), "email": secret("e-mail")}
    Person.objects.filter(pk=chair.pk).update(**private)
    for role, region in (("coordinator", "32"), ("elsewhere", "51")):
        people[role] = person(role)
        Territory.objects.create(person=people[role], region=region, office="Dinas Contoh")

    Fact.objects.create(
        cooperative=own, kind="volume-usaha", on=date(2025, 1, 2), value=123456789, source="A"
    )
    mismatch = Mismatch.objects.create(
        cooperative=own, field="nik", ours=secret("nik"), theirs="", source="B"
    )
    claim = claims.claim(
        own, actor=people["newcomer"], nik=secret("nik"), role="pengurus", note=secret("claim")
    )
    invitation = memberships.invite(own, actor=chair, name=secret("invited"), role="pengurus")
    work = imports.upload(
        b"Nama,Wilayah\nKoperasi Contoh Baru,32.04\n",
        actor=people["coordinator"],
        name="r.csv",
        source="ODS",
        as_of=date(2025, 1, 2),
    )
    imports.name_columns(work, work.columns, actor=people["coordinator"])
    goods = {"kind": "offers", "commodity": "gkg", "quantity": Decimal(900), "region": "32.04"}
    listing = create_listing(actor=chair, cooperative=own, price=Decimal(7000), **goods)
    terms = Terms(quantity=Decimal(500), price=Decimal(7000), region="32.04", terms=secret("terms"))
    (proposal,) = send_proposals(
        actor=chair, listing=listing, sender=own, receivers=[others["partner"]], terms=terms
    )
    write_message(actor=chair, proposal=proposal, by=own, text=secret("message"))
    hidden = goods | {"quantity": Decimal(secret("withheld"))}
    closed = create_listing(actor=chair, cooperative=own, price=Decimal(7100), **hidden)
    close_listing(actor=chair, listing=closed)
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "JPEG")
    photo = add_photo(actor=chair, listing=listing, upload=SimpleUploadedFile("f.jpg", drawn.getvalue()))

    round, part = _round(own, others["partner"], listing, people["coordinator"])
    officer = Membership.objects.get(person=people["officer"])
    token, _text = give(actor=chair, name="contoh", cooperative=own, scopes=["read"], days=30)
    past = {"url": "https://1.1.1.1/x", "ended": timezone.now()}  # or everything would be told to it
    webhook = Webhook.objects.create(cooperative=own, person=chair, **past)
    at, of_listing, of_proposal = {"key": own.pk}, {"pk": listing.pk}, {"pk": proposal.pk}
    keys: dict[str, dict[str, int | str]] = {
        "api-token-revoke": {"pk": token.pk},
        "api-webhook-end": {"pk": webhook.pk},
        "api-subject": {"name": "listings"},
        "download": {"what": "usulan", "form": "csv"},
        "cooperatives:export": {"form": "csv"},
        "cooperatives:settle": at | {"mismatch": mismatch.pk},
        "cooperatives:claim-decide": {"key": claim.pk},
        "cooperatives:claim-withdraw": {"key": claim.pk},
        "cooperatives:membership-end": at | {"membership": officer.pk},
        "cooperatives:invitation-withdraw": at | {"invitation": invitation.pk},
        "cooperatives:invitation": {"token": invitation.token},
        "trade:photo": {"pk": photo.pk},
        "trade:remove-photo": {"pk": photo.pk},
        "account_confirm_email": {"key": "nothing"},
    }
    keys |= dict.fromkeys(
        [f"cooperatives:{name}" for name in ("page", "change", "add-fact", "claim", "people", "invite")], at
    )
    imported = ("import", "import-columns", "import-start", "import-cancel", "import-errors")
    keys |= {f"cooperatives:{name}": {"key": work.pk} for name in imported}
    keys["cooperatives:import-errors"]["form"] = "csv"
    listed = ("listing", "change", "close", "renew", "add-photo", "partners", "propose")
    keys |= dict.fromkeys([f"trade:{name}" for name in listed], of_listing)
    proposed = ("proposal", "counter", "accept", "refuse", "withdraw", "write")
    keys |= dict.fromkeys([f"trade:{name}" for name in proposed], of_proposal)
    keys |= agreed(own, others["partner"], people, proposal)
    keys |= cleared(own, others["partner"], people["coordinator"])
    keys |= financed(own, chair, people["coordinator"])
    run = ("round", "insight", "compare", "freeze", "retry", "announce", "close", "cancel")
    keys |= {f"rounds:{name}": {"pk": round.pk} for name in run}
    keys |= {"rounds:files": {"pk": round.pk, "number": 1}}
    keys |= {f"rounds:{name}": {"pk": part.pk} for name in ("part", "accept", "decline")}
    keys |= figured(round.attempts.get())
    meant(round.attempts.get(), own, others["partner"], listing)
    address = CalendarAddress.objects.create(person=chair)
    keys |= {"telling:calendar": {"secret": address.secret}}
    return Network(own, people, keys)


def _round(own: Cooperative, buyer: Cooperative, listing: Listing, by: Person) -> tuple[Round, Part]:
    """A round that asks the cooperative and the one that it would sell to; as if it had been planned."""
    today = timezone.localdate()
    need = create_listing(
        actor=None,
        cooperative=buyer,
        kind="needs",
        commodity="gkg",
        quantity=Decimal(500),
        price=Decimal(9000),
        region="32.04",
    )
    round = Round.objects.create(
        name="Putaran contoh",
        region="32",
        opened_by=by,
        collect_until=today,
        answer_until=today,
        state=Round.State.ASKING,
    )
    counts = {"listings": 2, "listings_used": 2, "cooperatives": 2, "trades": 1, "chains": 1, "parts": 2}
    attempt = Attempt.objects.create(
        round=round,
        number=1,
        state=Attempt.State.ASKING,
        published=timezone.now(),
        made=timezone.now(),
        answer_until=today,
        counts=counts,
        surplus=1_000_000,
    )
    attempt.archive.parent.mkdir(parents=True, exist_ok=True)
    attempt.archive.write_bytes(b"")
    chain = Chain.objects.create(
        attempt=attempt,
        name="C1",
        need=need,
        commodity="gkg",
        region="32.04",
        paid=4_000_000,
        gain=1_000_000,
        parties=2,
    )
    Trade.objects.create(
        chain=chain,
        name="P1",
        commodity="gkg",
        seller=listing,
        buyer=need,
        giver=own,
        receiver=buyer,
        origin="32.04",
        destination="32.04",
        quantity=Decimal(500),
        received=4_000_000,
        freight=0,
        paid=4_000_000,
    )
    ask = {"chain": chain, "attempt": attempt, "gain": 500_000, "put_in": 3_500_000}
    part = Part.objects.create(cooperative=own, received=4_000_000, paid=0, **ask)
    Part.objects.create(cooperative=buyer, received=0, paid=4_000_000, **ask)
    for each, cooperative, level in ((listing, own, 0), (need, buyer, 500)):
        Outcome.objects.create(
            attempt=attempt,
            listing=each,
            cooperative=cooperative,
            level=level,
            worth=6500,
            gain=500_000,
            exact=True,
        )
    return round, part


def says_password(client: Client, person: Person) -> None:
    """As if they had just said it."""
    said = HttpRequest()
    said.session, said.user = client.session, person
    reauthenticate_by_password(said)
    said.session.save()


def person(role: str, **fields: str) -> Person:
    """A person called after their role."""
    fields.setdefault("email", f"{role}@example.org")
    return Person.objects.create_user(name=f"Orang Contoh {role}", **fields)
