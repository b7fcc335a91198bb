"""Agreements of a document, as agreements that are proposed to their parties: each still signs for itself."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jejaring.geography import region
from jejaring.valueflows import Agreement, Commitment
from jejaring.web.agreements import models as agreed
from jejaring.web.agreements.terms import CENT, GRAM, LARGEST_TOTAL, Promise, Terms
from jejaring.web.agreements.visible import agreements_of
from jejaring.web.api.actions import documents
from jejaring.web.api.models import Scope, Taken
from jejaring.web.api.problems import Problem
from jejaring.web.api.valueflows.names import DONE, key_of, mark_of, named
from jejaring.web.api.valueflows.reading import Place, Reading
from jejaring.web.api.valueflows.taking_known import unit_of
from jejaring.web.common.months import last_day
from jejaring.web.common.templatetags.figures import day
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.line.goods import main_output

Kind = agreed.Line.Kind
KINDS = {action: kind for kind, action in DONE.items()}
OF = {Kind.GOODS: "commodity", Kind.STORAGE: "commodity", Kind.WORK: "work", Kind.CARRIAGE: "service"}
LARGEST = Decimal(10) ** 11
LONGEST_NOTE = 300


def agreement_taken(reading: Reading, agreement: Agreement) -> tuple[bool, str]:
    """Whether it is new here, and where it stands.

    Raises
    ------
    Problem
        When it is not whole; or it stands here already and says something else.
    """
    own = _own(reading, agreement)
    if own:
        reading.places[agreement.id] = Place(own, own=True)
    promises = _promises(reading, agreement)
    parties = list({each.pk: each for line in promises for each in (line.giver, line.receiver)}.values())
    mark = mark_of(agreement.id, agreement.created, *sorted(each.pk for each in parties))
    known = own or _taken_before(reading, mark)
    if known:
        reading.places.setdefault(agreement.id, Place(known, own=False))
        if not _says(known, promises):
            raise Problem(
                "not-now",
                _("Sudah tercatat sebagai %(number)s, dengan isi lain: ubah perjanjian itu sendiri.")
                % {"number": known.number},
            )
        return False, f"/agreements/{known.pk}"
    made = _made(reading, agreement, promises, parties, mark)
    reading.places[agreement.id] = Place(made, own=False)
    return True, f"/agreements/{made.pk}"


def _own(reading: Reading, agreement: Agreement) -> agreed.Agreement | None:
    key = key_of(agreement.id, "agreement")
    if not key or agreement.created is None:
        return None
    return agreements_of(reading.person).filter(pk=key, made=agreement.created).first()


def _taken_before(reading: Reading, mark: str) -> agreed.Agreement | None:
    taken = Taken.objects.filter(mark=mark).first()
    return agreements_of(reading.person).filter(pk=taken.key).first() if taken else None


def _made(
    reading: Reading, said: Agreement, promises: list[Promise], parties: list[Cooperative], mark: str
) -> agreed.Agreement:
    reading.permit(Scope.AGREEMENTS)
    origin = _("Nomor di dokumen asal: %(number)s.") % {"number": said.note or said.id}
    draft = {
        "title": said.name or said.id,
        "parties": parties,
        "lines": promises,
        "terms": Terms(other=origin[:2000]),
    }
    orders = [each.id for each in reading.promises[said.id]]
    return documents.take_agreement(actor=reading.person, mark=mark, said=said.id, orders=orders, draft=draft)


def _promises(reading: Reading, agreement: Agreement) -> list[Promise]:
    given, paid = reading.promises[agreement.id], reading.payments[agreement.id]
    mirrored = len(given) == len(paid) and all(
        (one.provider, one.receiver) == (other.receiver, other.provider)
        for one, other in zip(given, paid, strict=True)
    )
    if not given or not mirrored:
        raise Problem(
            "not-valid",
            _("Setiap janji memerlukan satu pembayaran dalam IDR, seurutan dan ke arah sebaliknya."),
        )
    faults: list[tuple[str, str]] = []
    lines = [_promise(reading, *pair, faults) for pair in zip(given, paid, strict=True)]
    if faults:
        raise Problem("not-valid", "", faults)
    return lines


def _promise(reading: Reading, given: Commitment, paid: Commitment, faults: list[tuple[str, str]]) -> Promise:
    giver, receiver = reading.cooperative(given.provider), reading.cooperative(given.receiver)
    kind = KINDS.get(given.action)
    of, name = named(given.resource_conforms_to)
    unit = unit_of(given.resource_conforms_to)
    if kind is None or OF[kind] != of:
        faults.append((f"{given.id}: action", _("Tindakan ini bukan untuk barang atau jasa itu.")))
    quantity = _number(given, unit, GRAM, LARGEST, faults)
    total = _number(paid, "IDR", Decimal(1), Decimal(LARGEST_TOTAL), faults)
    places = [given.at_location or giver.region, given.to_location or receiver.region]
    faults += [
        (f"{given.id}: location", _("Tidak ada wilayah dengan kode “%(code)s”.") % {"code": code})
        for code in places
        if region(code) is None
    ]
    note = "; ".join(_notes(given))
    if len(note) > LONGEST_NOTE:
        faults.append((f"{given.id}: note", _("Paling panjang %(limit)s.") % {"limit": LONGEST_NOTE}))
    work = name if of == "work" else ""
    return Promise(
        giver=giver,
        receiver=receiver,
        quantity=quantity,
        unit=unit,
        price=(total / quantity).quantize(CENT),
        total=int(total),
        origin=places[0],
        destination=places[1],
        kind=kind or Kind.GOODS,
        commodity=main_output(work) if work else name if of == "commodity" else "",
        recipe=work,
        first_month=_month(given.has_beginning),
        last_month=_month(given.due),
        note=note,
    )


def _number(
    said: Commitment, unit: str, step: Decimal, most: Decimal, faults: list[tuple[str, str]]
) -> Decimal:
    """How much is said; one where that makes no sense, which is told among the faults."""
    measure, least = said.resource_quantity, Decimal(0) if unit == "IDR" else step
    if measure and measure.unit == unit and least <= measure.value <= most and measure.value % step == 0:
        return measure.value
    words = _("Jumlah dalam %(unit)s, kelipatan %(step)s, dari %(least)s sampai %(most)s.")
    told = words % {"unit": unit, "step": step, "least": least, "most": f"{most:f}"}
    faults.append((f"{said.id}: resourceQuantity", told))
    return Decimal(1)


def _notes(given: Commitment) -> Iterable[str]:
    """What is promised by months here is said by its day where the document names one within a month."""
    if given.note:
        yield given.note
    if given.has_beginning and given.has_beginning.day > 1:
        yield _("mulai %(day)s") % {"day": day(given.has_beginning)}
    if given.due and given.due != last_day(given.due):
        yield _("paling lambat %(day)s") % {"day": day(given.due)}


def _month(on: date | None) -> date | None:
    return on.replace(day=1) if on else None


def _says(known: agreed.Agreement, promises: list[Promise]) -> bool:
    """Whether one of its versions that count says the same."""
    said = sorted(_content(each) for each in promises)
    versions = [each for each in (known.current, known.latest) if each]
    return any(said == sorted(map(_content, version.lines.all())) for version in versions)


def _content(line: Any) -> tuple[Any, ...]:
    recipe = line.recipe if line.kind == Kind.WORK else ""
    months = (str(line.first_month or ""), str(line.last_month or ""))
    giver, receiver = line.giver, line.receiver
    what = (str(line.kind), line.commodity, recipe, Decimal(line.quantity), line.unit, *months, line.total)
    return (giver.pk, receiver.pk, *what)
