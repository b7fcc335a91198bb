"""Cooperatives and what is known of them."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from jejaring.web.api.fields import LARGEST, Input, Text
from jejaring.web.cooperatives.actions.register import FIELDS
from jejaring.web.cooperatives.models import Cooperative, Fact

Type = Literal["", "konsumen", "produsen", "simpan-pinjam", "jasa", "pemasaran"]
Form = Literal["", "primer", "sekunder"]
PRIVATE = ("nik", "nib", "npwp")
FactKind = Literal[
    "badan-hukum",
    "rat",
    "sertifikat-nik",
    "anggota-pria",
    "anggota-wanita",
    "manajer",
    "karyawan",
    "cabang",
    "modal-sendiri",
    "modal-luar",
    "volume-usaha",
    "shu",
]


class FactOut(Schema):
    """A dated fact and who says so."""

    kind: FactKind
    on: date
    value: int | None = Field(description="People, offices or whole rupiah; of a meeting its year.")
    text: str
    source: str

    @classmethod
    def of(cls, fact: Fact) -> "FactOut":
        """As it was told."""
        return cls(**{name: getattr(fact, name) for name in cls.model_fields})


class CooperativeOut(Schema):
    """A cooperative as the register knows it. `nik`, `nib`, `npwp`: null for those who may not see them."""

    id: int
    name: str
    region: str
    address: str
    type: Type
    form: Form
    group: str
    legal_number: str
    legal_date: date | None
    amendment_number: str
    amendment_date: date | None
    nik: str | None
    nib: str | None
    npwp: str | None
    latitude: float | None
    longitude: float | None
    outside: bool
    example: bool
    facts: list[FactOut]

    @classmethod
    def of(cls, cooperative: Cooperative, facts: list[Fact], *, private: bool) -> "CooperativeOut":
        """As it stands now; its numbers only where `private`."""
        told = {name: getattr(cooperative, name) for name in cls.model_fields if name != "facts"}
        if not private:
            told |= dict.fromkeys(PRIVATE)
        return cls(**told, facts=[FactOut.of(fact) for fact in facts])


class CooperativePage(Schema):
    """Cooperatives; without words by place and name, with words the likest first."""

    items: list[CooperativeOut]
    next: str | None
    total: int = Field(description="How many there are; counted no further than 1,001.")


class CooperativeChange(Input):
    """What people may change. What is left out stays as it is."""

    name: Text | None = None
    region: Text | None = Field(None, description="A Kemendagri code, or a name that is unique.")
    address: Text | None = None
    type: Type | None = None
    form: Form | None = None
    group: Text | None = None
    legal_number: Text | None = None
    legal_date: date | None = None
    amendment_number: Text | None = None
    amendment_date: date | None = None
    nik: Text | None = None
    nib: Text | None = None
    npwp: Text | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    def over(self, cooperative: Cooperative | None) -> dict[str, Any]:
        """All fields as the form takes them: those given over those that are."""
        now = {name: getattr(cooperative, name) for name in FIELDS} if cooperative else {}
        return {
            name: "" if value is None else value
            for name, value in (now | self.dict(exclude_unset=True)).items()
        }


class CooperativeIn(CooperativeChange):
    """A new cooperative."""

    name: Text
    region: Text


class FactIn(Input):
    """A dated fact."""

    kind: FactKind
    on: date
    value: Annotated[int, Field(ge=-LARGEST, le=LARGEST)] | None = None
    text: Text = ""
    source: Text


class PersonOut(Schema):
    """Somebody who acts for a cooperative."""

    name: str
    role: str = Field(description="ketua, bendahara or pengurus.")
    phone: str | None
    email: str | None


class MismatchOut(Schema):
    """A field that another register tells otherwise."""

    id: int
    field: str
    ours: str
    theirs: str
    source: str


class Settling(Input):
    """Which register is right."""

    take: Literal["ours", "theirs"]


class RecordOut(Schema):
    """Promises to deliver and bills to pay whose day has come, or that were settled before it."""

    promises: int
    kept: int = Field(description="Of the promises, delivered to within the tolerance.")
    whole: int = Field(description="Of the promises, delivered to the last unit.")
    in_time: int = Field(description="Of the promises, kept by the last day.")
    bills: int
    paid: int
    paid_in_time: int
    disputed: int
    since: date | None
