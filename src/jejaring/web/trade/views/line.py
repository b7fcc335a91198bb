"""A listing from one line, as people write it: what was understood is shown, what is open is asked."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.accounts.signed_in import signed_in
from jejaring.web.trade.forms.listing import ListingForm
from jejaring.web.trade.forms.market import LineForm
from jejaring.web.trade.guide import guide_for
from jejaring.web.trade.line import Context, Line, Question, read_line
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import base_of, commodity_name, place_name, recipe_name
from jejaring.web.trade.templatetags.trading import amount, price
from jejaring.web.trade.views.access import own_cooperatives
from jejaring.web.trade.views.new import Draft, known_before, whole_form

ANSWERS = ("kind", "commodity", "recipe", "region", "destination", "quantity", "price")
EXAMPLES = (
    "jual 5 ton gabah kering 7500/kg siap Maret",
    "butuh kulit 200 lembar di Gianyar",
    "bisa giling gabah 10 ton/bulan ongkos 500",
    "truk Garut-Denpasar 8 ton/bulan 1,2jt/ton",
)


@dataclass(frozen=True)
class Asked:
    """A question in words, with answers to tap."""

    field: str
    text: str
    answers: tuple[tuple[str, str], ...]
    """An address's query and what it is called."""


@signed_in
def line(request: HttpRequest) -> HttpResponse:
    """Read a line, ask what it leaves open, show the whole form to look over and send."""
    cooperatives = own_cooperatives(request.user)
    if not cooperatives:
        return render(request, "trade/no_cooperative.html", status=403)
    cooperative = next(
        (one for one in cooperatives if str(one.pk) == request.GET.get("koperasi")), cooperatives[0]
    )
    asking = LineForm(request.GET if "baris" in request.GET else None, label_suffix="")
    context: dict[str, Any] = {"form": asking, "cooperatives": cooperatives, "cooperative": cooperative}
    if not asking.is_valid():
        return render(request, "trade/line.html", context | {"examples": EXAMPLES})
    text = asking.cleaned_data["baris"]
    answers = {name: request.GET[name] for name in ANSWERS if request.GET.get(name)}
    read = _read(text, cooperative.region, answers)
    asked = [_asked(request, question, read) for question in read.questions if question.field not in answers]
    if read.kind not in Listing.Kind.values:
        context["asked"] = [one for one in asked if one.field == "kind"]
        return render(request, "trade/line.html", context)
    said = request.GET.copy()
    said["kind"] = read.kind
    if read.recipe:
        said["recipe"] = read.recipe
    if read.commodity:
        said["commodity"] = read.commodity
    draft = Draft(cooperative, read.kind, said, timezone.localdate())
    form = ListingForm(
        kind=read.kind, commodity=read.commodity or "", recipe=read.recipe or "", near=cooperative.region
    )
    form.initial = known_before(draft, read.commodity or "", read.recipe or "") | _understood(read, answers)
    return whole_form(
        request, draft, form, text=text, asked=asked, approximate=read.approximate, understood=_told(read)
    )


def _read(text: str, home: str, answers: dict[str, str]) -> Line:
    """The line, read with the usual price of what it is about."""
    today = timezone.localdate()
    first = read_line(text, Context(today, home), answers)
    if "price" not in first.asks or not first.commodity or not first.kind:
        return first
    usual = guide_for(first.kind, first.commodity, home, today=today).usual
    if usual is None:
        return first
    return read_line(text, Context(today, home, {first.commodity: usual}), answers)


def _understood(read: Line, answers: dict[str, str]) -> dict[str, Any]:
    """Values of the form's fields; amounts in base units."""
    unit = base_of(read.kind or "", read.commodity or "", read.recipe or "")
    found = {
        "commodity": read.commodity,
        "recipe": read.recipe,
        "quantity": answers.get("quantity") or read.quantity,
        "unit": unit,
        "price": answers.get("price") or read.price,
        "price_unit": unit,
        "minimum": read.minimum,
        "region": read.region,
        "destination": read.destination,
        "first_month": read.first_month,
        "last_month": read.last_month,
        "note": read.note,
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _told(read: Line) -> list[str]:
    """What was made of the amounts, both ways: `5 ton = 5.000 kg`."""
    unit = base_of(read.kind or "", read.commodity or "", read.recipe or "")
    told = []
    if read.quantity is not None and read.quantity_said:
        told.append(f"{read.quantity_said} = {amount(read.quantity, unit)}")
    if read.price is not None and read.price_said:
        told.append(f"{read.price_said} = {price(read.price, unit)}")
    return told


def _asked(request: HttpRequest, question: Question, read: Line) -> Asked:
    unit = base_of(read.kind or "", read.commodity or "", read.recipe or "")
    answers = []
    for choice in question.choices:
        query = request.GET.copy()
        query[question.field] = choice
        answers.append((query.urlencode(), _called(question.field, choice, unit)))
    return Asked(question.field, _words(question), tuple(answers))


def _called(field: str, choice: str, unit: str) -> str:
    if field == "kind":
        return str(Listing.Kind(choice).label)
    if field == "commodity":
        return commodity_name(choice)
    if field == "recipe":
        return recipe_name(choice)
    if field in ("region", "destination"):
        return place_name(choice)
    return amount(float(choice), unit) if field == "quantity" else price(float(choice), unit)


def _words(question: Question) -> str:
    """The question, as a person would ask it."""
    said = {"said": question.said}
    texts = {
        ("kind", "missing"): _("Anda menjual atau mencari?"),
        ("kind", "several"): _("Yang mana maksud Anda?"),
        ("commodity", "missing"): _("Barang apa? Kami belum mengenali namanya."),
        ("commodity", "several"): _("“%(said)s” yang mana?"),
        ("recipe", "missing"): _("Mengolah apa menjadi apa?"),
        ("recipe", "several"): _("Pekerjaan yang mana?"),
        ("quantity", "missing"): _("Berapa banyak?"),
        ("quantity", "several"): _("“%(said)s” berarti berapa?"),
        ("quantity", "size"): _("“%(said)s” itu berapa banyak? Isinya berbeda-beda."),
        ("quantity", "number"): _("Angka %(said)s itu jumlah atau harga, dan dalam satuan apa?"),
        ("quantity", "period"): _("“%(said)s” itu untuk sebulan? Kalau tidak, ubah jumlahnya."),
        ("price", "missing"): _("Berapa harganya?"),
        ("price", "several"): _("Harga %(said)s itu untuk berapa?"),
        ("price", "size"): _("Harga %(said)s: satu satuannya berisi berapa?"),
        ("price", "whole"): _("%(said)s itu harga semuanya. Berapa banyak barangnya?"),
        ("region", "missing"): _("Di kabupaten atau kota mana?"),
        ("region", "several"): _("“%(said)s” yang mana?"),
        ("region", "unknown"): _("Tempat “%(said)s” tidak kami kenal. Mungkin ini?"),
        ("region", "province"): _("“%(said)s” adalah provinsi. Kabupaten atau kota mana?"),
        ("months", "missing"): _("“%(said)s” itu dari bulan apa sampai apa? Baru dihitung sebulan."),
    }  # fmt: skip
    field = "region" if question.field == "destination" else question.field
    if (question.field, question.why) == ("destination", "missing"):
        return _("Dari mana ke mana?")
    return texts.get((field, question.why), _("Bagian “%(said)s” belum jelas.")) % said
