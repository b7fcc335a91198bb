"""What the site takes, as types; made by tools/client_shapes.py from its own description."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NotRequired, TypedDict


class ListingIn(TypedDict):
    """A new listing."""

    quantity: Decimal | str | float
    price: Decimal | str | float
    minimum: NotRequired[Decimal | str | float | None]
    region: NotRequired[str | None]
    hours: NotRequired[Decimal | str | float | None]
    first_month: NotRequired[str | None]
    last_month: NotRequired[str | None]
    note: NotRequired[str | None]
    cooperative: int
    kind: Literal["offers", "needs", "capacities", "stores", "haulage"]
    commodity: NotRequired[str]
    recipe: NotRequired[str]
    destination: NotRequired[str | None]


class ListingTerms(TypedDict):
    """The terms of a listing, in base units. What is left out stays as it is."""

    quantity: NotRequired[Decimal | str | float | None]
    price: NotRequired[Decimal | str | float | None]
    minimum: NotRequired[Decimal | str | float | None]
    region: NotRequired[str | None]
    hours: NotRequired[Decimal | str | float | None]
    first_month: NotRequired[str | None]
    last_month: NotRequired[str | None]
    note: NotRequired[str | None]


class CooperativeIn(TypedDict):
    """A new cooperative."""

    name: str
    region: str
    address: NotRequired[str | None]
    type: NotRequired[Literal["", "konsumen", "produsen", "simpan-pinjam", "jasa", "pemasaran"] | None]
    form: NotRequired[Literal["", "primer", "sekunder"] | None]
    group: NotRequired[str | None]
    legal_number: NotRequired[str | None]
    legal_date: NotRequired[str | date | None]
    amendment_number: NotRequired[str | None]
    amendment_date: NotRequired[str | date | None]
    nik: NotRequired[str | None]
    nib: NotRequired[str | None]
    npwp: NotRequired[str | None]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]


class CooperativeChange(TypedDict):
    """What people may change. What is left out stays as it is."""

    name: NotRequired[str | None]
    region: NotRequired[str | None]
    """A Kemendagri code, or a name that is unique."""
    address: NotRequired[str | None]
    type: NotRequired[Literal["", "konsumen", "produsen", "simpan-pinjam", "jasa", "pemasaran"] | None]
    form: NotRequired[Literal["", "primer", "sekunder"] | None]
    group: NotRequired[str | None]
    legal_number: NotRequired[str | None]
    legal_date: NotRequired[str | date | None]
    amendment_number: NotRequired[str | None]
    amendment_date: NotRequired[str | date | None]
    nik: NotRequired[str | None]
    nib: NotRequired[str | None]
    npwp: NotRequired[str | None]
    latitude: NotRequired[float | None]
    longitude: NotRequired[float | None]


class FactIn(TypedDict):
    """A dated fact."""

    kind: Literal[
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
    on: str | date
    value: NotRequired[int | None]
    text: NotRequired[str]
    source: str


class Settling(TypedDict):
    """Which register is right."""

    take: Literal["ours", "theirs"]


class ColumnsIn(TypedDict):
    """Which column of the file tells what; `name` has to be among them."""

    columns: Mapping[str, int]


class Reason(TypedDict):
    """Why."""

    reason: str


class ProposalIn(TypedDict):
    """A proposal about a listing: of one's own to others, of another's to its owner."""

    quantity: Decimal | str | float
    price: Decimal | str | float
    region: str
    first_month: NotRequired[str | None]
    last_month: NotRequired[str | None]
    terms: NotRequired[str]
    sender: int
    receivers: Sequence[int]


class TermsIn(TypedDict):
    """Terms, in base units and rupiah per base unit."""

    quantity: Decimal | str | float
    price: Decimal | str | float
    region: str
    first_month: NotRequired[str | None]
    last_month: NotRequired[str | None]
    terms: NotRequired[str]


class MessageIn(TypedDict):
    """A message."""

    text: str


class LineChange(TypedDict):
    """Another wording of a line that is there. What is left out stays as it is."""

    number: int
    quantity: NotRequired[Decimal | str | float | None]
    price: NotRequired[Decimal | str | float | None]
    first_month: NotRequired[str | None]
    last_month: NotRequired[str | None]
    note: NotRequired[str | None]
    tax: NotRequired[str | None]
    drop: NotRequired[bool]


class LineIn(TypedDict):
    """A line that is added, in base units, as when goods are paid for with goods."""

    commodity: str
    giver: int
    receiver: int
    quantity: Decimal | str | float
    price: Decimal | str | float
    first_month: NotRequired[str | None]
    last_month: NotRequired[str | None]


class AgreementIn(TypedDict):
    """Terms, lines worded anew, and a line that is added."""

    quality: NotRequired[str | None]
    tolerance: NotRequired[Decimal | str | float | None]
    place: NotRequired[str | None]
    payment_days: NotRequired[int | None]
    down_payment: NotRequired[Decimal | str | float | None]
    late: NotRequired[str | None]
    other: NotRequired[str | None]
    offset: NotRequired[bool | None]
    lines: NotRequired[Sequence[LineChange]]
    add: NotRequired[LineIn | None]


class Shipping(TypedDict):
    """What leaves, in the unit of the order's line."""

    quantity: Decimal | str | float
    on: str | date
    carrier: NotRequired[str]
    materials: NotRequired[Sequence[int]]


class Finishing(TypedDict):
    """Why no more is awaited."""

    reason: NotRequired[str]


class Receiving(TypedDict):
    """What arrived, in the unit of the order's line; of a delivery received before, another receipt."""

    quantity: Decimal | str | float
    on: str | date
    rejected: NotRequired[Decimal | str | float | None]
    weight: NotRequired[Decimal | str | float | None]
    moisture: NotRequired[Decimal | str | float | None]
    grade: NotRequired[str]
    reason: NotRequired[str]
    keep: NotRequired[bool]


class BillSeen(TypedDict):
    """A bill, and its `version` as one has seen it."""

    id: int
    version: int


class PayingTogether(TypedDict):
    """What the payer says was paid for several bills."""

    amount: int
    on: str | date
    means: NotRequired[str]
    bills: Sequence[BillSeen]


class Paying(TypedDict):
    """What the payer says was paid."""

    amount: int
    on: str | date
    means: NotRequired[str]


class CashSaid(TypedDict):
    """How much cash there is today."""

    amount: int


class FinancingIn(TypedDict):
    """A file for one bank. People send its link, which stands on its page."""

    bank: str
    purpose: str
    amount: int
    rate: NotRequired[Decimal | str | float]
    months: NotRequired[int]
    start: str | date
    agreement: NotRequired[str]
    """Number of one agreement; empty: all in force."""
    assessment: NotRequired[int | None]


class TaxStatusIn(TypedDict):
    """Whether it is, since when."""

    taxable: bool
    since: str | date


class InsolvencyIn(TypedDict):
    """What is so from a day on, and what says so."""

    insolvent: bool
    since: str | date
    source: str


class Facts(TypedDict):
    """What is so, is not, or has yet to be shown (null)."""

    npwp: NotRequired[bool | None]
    business_letter: NotRequired[bool | None]
    no_commercial_credit: NotRequired[bool | None]
    group_member: NotRequired[bool | None]
    group_letter: NotRequired[bool | None]
    registered: NotRequired[bool | None]
    joint_liability: NotRequired[bool | None]
    cluster: NotRequired[bool | None]
    collateral: NotRequired[bool | None]
    disaster: NotRequired[bool | None]
    labour_intensive: NotRequired[bool | None]


class AssessmentIn(TypedDict):
    """Who wants how much for what, and what is known of them; whatever is left out has yet to be shown."""

    kind: Literal["group", "member", "cooperative"]
    amount: int
    """For all members together."""
    purpose: Literal["working-capital", "investment"]
    day: str | date
    """The rules of that day hold."""
    months: NotRequired[int | None]
    agreement: NotRequired[str]
    """Number of an agreement in force with an offtaker."""
    members: NotRequired[int | None]
    business_months: NotRequired[int | None]
    accesses: NotRequired[int | None]
    sector: NotRequired[Literal["farm", "other"] | None]
    turnover: NotRequired[int | None]
    workers: NotRequired[int | None]
    facts: NotRequired[Facts]


class RuleSetIn(TypedDict):
    """A rule set as text (TOML)."""

    text: str


class RoundIn(TypedDict):
    """A new round in one of a coordinator's territories."""

    name: str
    region: NotRequired[str]
    commodities: NotRequired[Sequence[str]]
    collect_until: str | date
    answer_until: str | date


class ClearingIn(TypedDict):
    """A new clearing round in one of a coordinator's territories."""

    name: str
    region: NotRequired[str]
    consent_until: str | date


class Seen(TypedDict):
    """Keys of what was read; those that no longer wait are left out."""

    items: Sequence[str]


class WebhookIn(TypedDict):
    """Where to tell, and of what."""

    cooperative: int
    url: str
    kinds: NotRequired[Sequence[str]]
    """As `proposal` or `proposal.accepted`; none: everything."""
