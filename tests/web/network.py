"""A small network in which every kind of object exists once, and a person of every role around it."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.web.network_agreed import agreed

from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.actions import claims, imports, memberships
from jejaring.web.cooperatives.models import Cooperative, Fact, Membership, Mismatch, Territory
from jejaring.web.trade.actions import Terms, create_listing, send_proposals
from jejaring.web.trade.actions.photos import add_photo

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
SECRETS = {
    "nik": "3204151234567",
    "nib": "1234567890123",
    "npwp": "01.234.567.8-901.000",
    "turnover": "123456789",
    "phone": "+6281234567001",
    "e-mail": "ketua.rahasia@example.org",
    "claimant": "calon.rahasia@example.org",
}
"""What only a cooperative's own people and its coordinators may see; as figures without their dots."""


@dataclass
class Network:
    """The objects by the name that addresses have for them, and the people by role."""

    cooperative: Cooperative
    people: dict[str, Person]
    keys: dict[str, dict[str, int | str]]
    """Name of an address -> what stands in it."""

    def client(self, role: str, second_factor: bool = True) -> Client:
        """A browser in which that person is signed in."""
        client = Client(raise_request_exception=True)
        person = self.people.get(role)
        if person is None:
            return client
        if second_factor:
            Authenticator.objects.get_or_create(user=person, type="totp", defaults={"data": {"secret": "x"}})
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


def network() -> Network:
    """Make it."""
    own = Cooperative.objects.create(
        name="Koperasi Contoh Susu",
        region=BANDUNG,
        example=True,
        nik=SECRETS["nik"],
        nib=SECRETS["nib"],
        npwp=SECRETS["npwp"],
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
    people["newcomer"] = person("newcomer", email=SECRETS["claimant"])
    chair = people["chair"]
    Person.objects.filter(pk=chair.pk).update(phone=SECRETS["phone"], email=SECRETS["e-mail"])
    for role, region in (("coordinator", "32"), ("elsewhere", "51")):
        people[role] = person(role)
        Territory.objects.create(person=people[role], region=region, office="Dinas Contoh")

    Fact.objects.create(
        cooperative=own, kind="volume-usaha", on=date(2025, 1, 2), value=123456789, source="A"
    )
    mismatch = Mismatch.objects.create(
        cooperative=own, field="nik", ours=SECRETS["nik"], theirs="", source="B"
    )
    claim = claims.claim(own, actor=people["newcomer"], nik=SECRETS["nik"], role="pengurus")
    invitation = memberships.invite(own, actor=chair, name="Orang Contoh", role="pengurus")
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
    terms = Terms(quantity=Decimal(500), price=Decimal(7000), region="32.04")
    (proposal,) = send_proposals(
        actor=chair, listing=listing, sender=own, receivers=[others["partner"]], terms=terms
    )
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "JPEG")
    photo = add_photo(actor=chair, listing=listing, upload=SimpleUploadedFile("f.jpg", drawn.getvalue()))

    officer = Membership.objects.get(person=people["officer"])
    at, of_listing, of_proposal = {"key": own.pk}, {"pk": listing.pk}, {"pk": proposal.pk}
    keys: dict[str, dict[str, int | str]] = {
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
    listed = ("listing", "change", "close", "renew", "add-photo", "partners", "propose")
    keys |= dict.fromkeys([f"trade:{name}" for name in listed], of_listing)
    proposed = ("proposal", "counter", "accept", "refuse", "withdraw", "write")
    keys |= dict.fromkeys([f"trade:{name}" for name in proposed], of_proposal)
    keys |= agreed(own, others["partner"], people, proposal)
    return Network(own, people, keys)


def person(role: str, **fields: str) -> Person:
    """A person called after their role."""
    fields.setdefault("email", f"{role}@example.org")
    return Person.objects.create_user(name=f"Orang Contoh {role}", **fields)
