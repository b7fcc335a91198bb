"""A market with something about it changed: listings added, changed or taken out, regions, ports, ways shut.

A change knows what is to be different. The changed market is checked whole, as if it had been read so, and
every fault is told at once, at the change that caused it. What the change means for a plan is decided
elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from jejaring.geography.closures import ferries, has_link, ports
from jejaring.market.cells import read_cells
from jejaring.market.checks.regions import resolve_regions
from jejaring.market.columns import LISTING_TABLES, REGENCY_LENGTH, REGION_COLUMNS, TABLES
from jejaring.market.faults import Fault, MarketFaults
from jejaring.market.model import Market, build_market
from jejaring.market.nearest import nearest
from jejaring.market.read_parquet import take_frame

Cell = str | float | None
"""What a cell may be given as: what a person would write in it, or a number; None: empty."""


@dataclass(frozen=True)
class AddListing:
    """One more listing."""

    kind: str
    """offers, needs, capacities, stores or haulage."""
    cells: Mapping[str, Cell] = field(hash=False)

    def __str__(self) -> str:
        return f"{self.kind}:{_told(self.cells)}".rstrip(":")


@dataclass(frozen=True)
class ChangeListing:
    """Some cells of a listing are different; what is not named stays."""

    listing: str
    cells: Mapping[str, Cell] = field(hash=False)

    def __str__(self) -> str:
        return f"{self.listing}.{_told(self.cells)}"


@dataclass(frozen=True)
class RemoveListing:
    """A listing is not there."""

    listing: str

    def __str__(self) -> str:
        return self.listing


@dataclass(frozen=True)
class CloseRegion:
    """Nothing is listed in a regency, and nothing goes in, out or through."""

    region: str
    """Code or name."""

    def __str__(self) -> str:
        return self.region


@dataclass(frozen=True)
class CloseLane:
    """Nothing passes directly between two regencies, in neither direction; it may still go round."""

    origin: str
    destination: str

    def __str__(self) -> str:
        return f"{self.origin}:{self.destination}"


@dataclass(frozen=True)
class ClosePort:
    """No ship of the national network calls at a port."""

    port: str
    """Its name, such as `Tanjung Perak (Surabaya)`; the part before the bracket will do."""

    def __str__(self) -> str:
        return self.port


@dataclass(frozen=True)
class CloseFerry:
    """No ferry of the national network runs between two harbours, in neither direction."""

    origin: str
    destination: str

    def __str__(self) -> str:
        return f"{self.origin}:{self.destination}"


Change = AddListing | ChangeListing | RemoveListing | CloseRegion | CloseLane | ClosePort | CloseFerry


def changed(market: Market, changes: Iterable[Change]) -> Market:
    """The market with all changes made, one after the other.

    Raises
    ------
    MarketFaults
        With every fault of every change, and whatever is wrong with the market they make.
    """
    draft = _Draft(market)
    for change in changes:
        draft.make(change)
    return draft.finish()


def _told(cells: Mapping[str, Cell]) -> str:
    return ",".join(f"{name}={value}" for name, value in cells.items())


def _plain(name: str) -> str:
    """`Tanjung Perak` of `Tanjung Perak (Surabaya)`."""
    return name.partition(" (")[0]


class _Draft:
    """A market's tables while changes are made to them, and the faults found on the way."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.tables = dict(market.tables)
        self.closures = market.closures
        self.faults: list[Fault] = []
        self.written: dict[tuple[str, str], str] = {}  # the change that wrote each listing

    def make(self, change: Change) -> None:
        """Make one change, or note what is wrong with it."""
        match change:
            case AddListing():
                self._add(change)
            case ChangeListing():
                self._change(change)
            case RemoveListing():
                if kind := self._kind_of(change.listing, str(change)):
                    self.tables[kind] = self.tables[kind].filter(pl.col("id") != change.listing)
            case CloseRegion():
                if codes := self._regencies(str(change), change.region):
                    self._close_region(codes[0])
            case CloseLane():
                if codes := self._regencies(str(change), change.origin, change.destination):
                    self._close_lane(str(change), codes[0], codes[1])
            case ClosePort():
                if name := self._known(str(change), "port", change.port, ports()):
                    self.closures = replace(self.closures, ports=self.closures.ports | {name})
            case CloseFerry():
                self._close_ferry(change)

    def finish(self) -> Market:
        """The checked market."""
        found: Sequence[Fault] = ()
        market = self.market
        try:
            market = replace(build_market(self.tables), closures=self.closures)
        except MarketFaults as error:
            found = error.faults
        faults = [*self.faults, *map(self._at_its_change, found)]
        if faults:
            raise MarketFaults(faults)
        return market

    def _add(self, change: AddListing) -> None:
        if change.kind not in LISTING_TABLES:
            known = ", ".join(LISTING_TABLES)
            meant = nearest(change.kind, LISTING_TABLES, count=1)
            self._fault(str(change), "unknown_kind", text=change.kind, known=known, nearest=meant)
            return
        self._write(change.kind, change.cells, str(change))

    def _change(self, change: ChangeListing) -> None:
        kind = self._kind_of(change.listing, str(change))
        if kind is None:
            return
        table = self.tables[kind]
        row = table.row(by_predicate=pl.col("id") == change.listing, named=True)
        self.tables[kind] = table.filter(pl.col("id") != change.listing)
        self._write(kind, row | dict(change.cells), str(change))

    def _write(self, kind: str, cells: Mapping[str, Cell], where: str) -> None:
        """Read a row's cells as those of a file are read, and put it at the end of its table."""
        row = pl.DataFrame({name: [value] for name, value in cells.items()})
        found, faults = take_frame(row, kind, where)
        read, wrong = read_cells(found)
        faults += wrong
        self.faults += [replace(fault, row=None) for fault in faults]
        if not faults:
            typed = read.cells.select(*TABLES[kind])
            self.tables[kind] = pl.concat([self.tables[kind], typed])
            self.written[kind, str(typed.item(0, "id"))] = where

    def _kind_of(self, listing: str, where: str) -> str | None:
        for kind in LISTING_TABLES:
            if listing in self.tables[kind]["id"]:
                return kind
        ids = [one for kind in LISTING_TABLES for one in self.tables[kind]["id"]]
        self._fault(where, "unknown_listing", text=listing, nearest=nearest(listing, ids))
        return None

    def _regencies(self, where: str, *places: str) -> list[str]:
        """The regencies meant by codes or names; empty where one of them is not known."""
        words = pl.DataFrame({"region": places})
        table, _ = take_frame(words, "offers", where)
        resolved, faults = resolve_regions({"offers": table})
        self.faults += [replace(fault, row=None, column=None) for fault in faults]
        if faults:
            return []
        return [code[:REGENCY_LENGTH] for code in resolved["offers"].cells["region"]]

    def _close_region(self, code: str) -> None:
        for name, table in self.tables.items():
            if name in (*LISTING_TABLES, "freight"):
                places = [pl.col(column) for column in REGION_COLUMNS if column in table.columns]
                there = pl.any_horizontal(place.str.head(REGENCY_LENGTH) == code for place in places)
                self.tables[name] = table.filter(~there)
        if "freight" not in self.tables:
            self.closures = replace(self.closures, regions=self.closures.regions | {code})

    def _close_lane(self, where: str, a: str, b: str) -> None:
        if "freight" not in self.tables:
            if a == b or not has_link(a, b):
                self._fault(where, "no_such_link", origin=a, destination=b)
            self.closures = replace(self.closures, links=self.closures.links | {(min(a, b), max(a, b))})
            return
        table = self.tables["freight"]
        ends = pl.concat_list("origin", "destination").list.sort()
        between = table.select(ends.list.join(":") == ":".join(sorted((a, b)))).to_series()
        if not between.any():
            self._fault(where, "no_such_lane", origin=a, destination=b)
        self.tables["freight"] = table.filter(~between)

    def _close_ferry(self, change: CloseFerry) -> None:
        known = {":".join(pair): pair for pair in ferries()}
        harbours = sorted({harbour for pair in ferries() for harbour in pair})
        ends = [
            self._known(str(change), "harbour", end, harbours) for end in (change.origin, change.destination)
        ]
        if all(ends):
            pair = known.get(":".join(sorted(map(str, ends))))
            if pair is None:
                self._fault(
                    str(change), "no_such_ferry", text=str(change), nearest=nearest(str(change), known)
                )
            else:
                self.closures = replace(self.closures, ferries=self.closures.ferries | {pair})

    def _known(self, where: str, what: str, text: str, names: Sequence[str]) -> str | None:
        """The port or harbour of the national network that is meant; None, and a fault, if there is none."""
        if "freight" in self.tables:
            self._fault(where, f"own_freight_{what}", text=text)
            return None
        wanted = text.strip().casefold()
        meant = [name for name in names if wanted in (name.casefold(), _plain(name).casefold())]
        if len(meant) != 1:
            plain = {_plain(name): name for name in names}
            close = tuple(meant) or tuple(plain[one] for one in nearest(_plain(wanted), plain))
            self._fault(where, f"unknown_{what}", text=text, nearest=close)
            return None
        return meant[0]

    def _fault(self, where: str, kind: str, **values: str | tuple[str, ...]) -> None:
        self.faults.append(Fault(where, None, None, kind, values))

    def _at_its_change(self, fault: Fault) -> Fault:
        """The fault told at the change that wrote its row, if one did."""
        if fault.row is None or fault.file not in self.tables:
            return fault
        table = self.tables[fault.file]
        if "id" not in table.columns:
            return fault
        change = self.written.get((fault.file, str(table.item(fault.row - 2, "id"))))
        return fault if change is None else replace(fault, file=change, row=None)
