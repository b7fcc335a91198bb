"""One listing of a plan in sentences: what became of it, why, and what it would have taken."""

from pathlib import Path

import polars as pl

from jejaring.catalogue import unit_name
from jejaring.cli.console import BAD_INPUT, Speaker
from jejaring.cli.work.background import in_background
from jejaring.geography import region_name
from jejaring.language import format_money, format_month, format_quantity
from jejaring.market import Market
from jejaring.planning import Plan, what_became_of
from jejaring.planning.answers import Answer, UnknownListing
from jejaring.planning.progress import ProgressTold
from jejaring.planning.reasons import Reasons, Threshold, reasons_for
from jejaring.planning.scopes import Scope, confined

PARTS_SHOWN = 8  # of what one unit would change, largest first
LEAST_RUPIAH, LEAST_AMOUNT = 0.005, 0.0005  # that do not round to nothing


def explain_listing(speaker: Speaker, market: Path, plan: Path, listing: str) -> int:
    """Explain a listing of the plan in the folder `plan`; the exit status."""
    with speaker.progress() as told:
        found = in_background(lambda: _found(market, plan, listing, told))
    if isinstance(found, UnknownListing):
        near = ", ".join(found.nearest) or "-"
        speaker.complain(speaker.phrase("explain-unknown", listing=listing, nearest=near))
        return BAD_INPUT
    if found is None:
        speaker.complain(speaker.phrase("explain-other-market"))
        return BAD_INPUT
    source, scope, answer, reasons = found
    _Teller(speaker, source, scope, answer).tell(reasons)
    return 0


def _found(
    market: Path, plan: Path, listing: str, told: ProgressTold
) -> tuple[Market, Scope, Answer, Reasons] | UnknownListing | None:
    told("read", 0.0)
    source, proposal = Market.read(market), Plan.read(plan)
    if proposal.market_hash != source.hash:
        return None
    try:
        answer = what_became_of(source, proposal, listing)
    except UnknownListing as error:
        return error
    told("explain", 0.0)
    return source, proposal.scope, answer, reasons_for(source, proposal, listing)


class _Teller:
    """Says an answer in the speaker's language, with names instead of codes and units with amounts."""

    def __init__(self, speaker: Speaker, market: Market, scope: Scope, answer: Answer) -> None:
        self.speaker = speaker
        self.language = speaker.language
        self.answer = answer
        self.names = dict(market.cooperatives.select("id", "name").iter_rows())
        catalogues = market.catalogue, confined(market, scope).catalogue
        goods = pl.concat(each.commodities for each in catalogues)
        self.goods = dict(goods.select("commodity", f"name_{self.language}").iter_rows())
        units = goods.select("commodity", "unit").iter_rows()
        self.units = {commodity: unit_name(unit, self.language) for commodity, unit in units}
        self.unit = unit_name(answer.unit, self.language)

    def tell(self, reasons: Reasons) -> None:
        """The listing, its use, why, and its trades."""
        answer, row, say = self.answer, self.answer.listing, self.speaker.say
        say(
            f"explain-what-{answer.kind}",
            listing=row["id"],
            cooperative=answer.cooperative,
            quantity=format_quantity(float(str(row["quantity"])), self.unit, self.language),
            subject=self._subject(row),
            price=self._money(float(str(row["price"]))),
            unit=self.unit,
        )
        need = "-need" if answer.kind == "needs" else ""
        if answer.used <= 0:
            self._tell_unused(reasons, need)
            return
        used = format_quantity(answer.used, self.unit, self.language)
        worth = self._money(max(answer.worth, 0.0))
        say("explain-used", used=used)
        self._tell_signed(reasons, need)
        say("explain-gain", gain=format_money(answer.gain, self.language), worth=worth, unit=self.unit)
        self._tell_price(reasons)
        for name, threshold in (("fills", reasons.fills), ("enters", reasons.enters)):
            if threshold is None:
                continue
            if name == "fills" and not need and threshold.price < LEAST_RUPIAH:
                say("explain-fills-not-even-free")
                continue
            price = self._money(max(threshold.price, 0.0))
            say(f"explain-{name}{need}", price=price, unit=self.unit)
        self._tell_trades()

    def _tell_unused(self, reasons: Reasons, need: str) -> None:
        say, threshold = self.speaker.say, reasons.enters
        if float(str(self.answer.listing["quantity"])) <= 0:
            say("explain-nothing-listed")
        elif threshold is None:
            say(f"explain-never{need}")
        elif abs(threshold.price) < LEAST_RUPIAH and not need and not self._parts(threshold).height:
            say("explain-no-use")
        elif threshold.price <= 0 and not need:
            say("explain-not-even-free")
            self._tell_parts(threshold)
        else:
            price = self._money(threshold.price)
            say(f"explain-unused{need}", price=price, unit=self.unit)
            if reasons.chain is None:
                self._tell_parts(threshold)
            else:
                self._tell_chain(reasons.chain)
            self._tell_minimum(reasons, need)
        if reasons.nearest is not None:
            say("explain-nearest", region=region_name(reasons.nearest))

    def _tell_signed(self, reasons: Reasons, need: str) -> None:
        """How much of it is in what is signed, where that is not what the best plan uses."""
        answer = self.answer
        signed = format_quantity(answer.signed, self.unit, self.language)
        if signed == format_quantity(answer.used, self.unit, self.language):
            return
        if answer.signed > 0:
            self.speaker.say("explain-signed", signed=signed)
            return
        self.speaker.say("explain-not-signed")
        if answer.minimum is not None and answer.used < answer.minimum:
            least = format_quantity(answer.minimum, self.unit, self.language)
            self.speaker.say("explain-below-minimum", minimum=least)
            self._tell_minimum(reasons, need)

    def _tell_minimum(self, reasons: Reasons, need: str) -> None:
        """At what price its minimum would be used at once."""
        answer = self.answer
        if reasons.at_minimum is not None and answer.minimum is not None:
            self.speaker.say(
                f"explain-at-minimum{need}",
                minimum=format_quantity(answer.minimum, self.unit, self.language),
                price=self._money(max(reasons.at_minimum, 0.0)),
                unit=self.unit,
            )

    def _tell_price(self, reasons: Reasons) -> None:
        """Between which prices its own could have been, and who holds it there."""
        unit, low, high = self.unit, reasons.low, reasons.high
        if low is not None and high is not None and self._money(low.price) == self._money(high.price):
            self.speaker.say("explain-settled", price=self._money(low.price), unit=unit)
            self._tell_parts(low)
            return
        for name, threshold in (("low", low), ("high", high)):
            if threshold is None:
                self.speaker.say(f"explain-{name}-nobody")
                continue
            self.speaker.say(f"explain-{name}", price=self._money(threshold.price), unit=unit)
            self._tell_parts(threshold)

    def _tell_parts(self, threshold: Threshold) -> None:
        """What one unit would change for others, largest first."""
        parts = self._parts(threshold)
        for row in parts.head(PARTS_SHOWN).iter_rows(named=True):
            amount = abs(row["change"])
            self.speaker.say(
                f"explain-part-{'more' if row['change'] > 0 else 'less'}",
                listing=row["listing"],
                cooperative=self.names[row["cooperative"]],
                amount=format_quantity(amount, "", self.language).strip(),
                own=self._money(row["own"]),
                rupiah=self._money(amount * row["own"]),
            )
        if parts.height > PARTS_SHOWN:
            self.speaker.say("explain-part-rest", count=parts.height - PARTS_SHOWN)
        if round(abs(threshold.freight), 2) > 0:
            key = "explain-part-freight" if threshold.freight > 0 else "explain-part-less-freight"
            self.speaker.say(key, rupiah=self._money(abs(threshold.freight)))

    @staticmethod
    def _parts(threshold: Threshold) -> pl.DataFrame:
        """Those that do not round to nothing, largest first."""
        rupiah, amount = (pl.col("change") * pl.col("own")).abs(), pl.col("change").abs()
        large = (rupiah >= LEAST_RUPIAH) | (amount >= LEAST_AMOUNT)
        return threshold.parts.filter(large).sort(rupiah, descending=True)

    def _tell_chain(self, chain: pl.DataFrame) -> None:
        """The cheapest chain that could serve one unit, in the order the goods go."""
        for number, step in enumerate(chain.iter_rows(named=True), start=1):
            kind = step["kind"]
            amount = abs(step["change"])
            if amount < LEAST_AMOUNT and amount * step["price"] < LEAST_RUPIAH:
                continue
            month = step["period"]
            self.speaker.say(
                f"explain-step-{kind}-{'more' if step['change'] > 0 else 'less'}",
                number=number,
                listing=step["listing"] or "",
                cooperative=self.names.get(step["cooperative"], ""),
                amount=format_quantity(amount, self.units[step["commodity"]], self.language),
                commodity=self.goods[step["commodity"]],
                origin=region_name(step["origin"]),
                destination=region_name(step["destination"]),
                month="" if month == "all" else f" {format_month(month, self.language)}",
                price=self._money(step["price"]),
                rupiah=self._money(amount * step["price"]),
            )

    def _tell_trades(self) -> None:
        say = self.speaker.say
        say("explain-trades")
        for trade in self.answer.trades.iter_rows(named=True):
            month, unit = trade["period"], self.units[trade["commodity"]]
            say(
                "explain-trade",
                trade=trade["trade"],
                month="" if month == "all" else f" {format_month(month, self.language)}",
                quantity=format_quantity(trade["quantity"], unit, self.language),
                commodity=self.goods[trade["commodity"]],
                seller=trade["seller"],
                buyer=trade["buyer"],
                origin=region_name(trade["origin"]),
                destination=region_name(trade["destination"]),
                price=self._money(trade["price_origin"]),
                freight=self._money(trade["freight"]),
                delivered=self._money(trade["price_delivered"]),
                unit=unit,
            )
        if self.answer.kind != "needs":
            say("explain-needs", needs=", ".join(self.answer.served["need"]))

    def _subject(self, row: dict[str, object]) -> str:
        """What is listed, in words."""
        if self.answer.kind == "haulage":
            ends = (str(row[end])[:5] for end in ("origin", "destination"))
            return " → ".join(region_name(code) or code for code in ends)
        if self.answer.kind == "capacities":
            return str(row["recipe"])
        return str(self.goods.get(row["commodity"], row["commodity"]))

    def _money(self, rupiah: float) -> str:
        return format_money(rupiah, self.language, 2)
