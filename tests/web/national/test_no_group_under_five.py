"""From all that is published together nobody can compute anything of one to four cooperatives.

An attacker may add and subtract all published figures. What they compute so gives two cooperatives' changes
the same weight as long as no published row holds one and not the other; so all is well when those that no row
tells apart are at least five, of everything that is counted.
"""

import io
from collections import defaultdict
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejaring.web.common.groups import FEWEST
from jejaring.web.national.cells import PROVINCE, REGENCY, TooFew, cells_of, is_small
from jejaring.web.national.draft import MEASURES, STANDING, draft
from jejaring.web.national.models import Release
from jejaring.web.national.opendata import as_csv, as_parquet, table
from jejaring.web.national.quarters import Quarter
from jejaring.web.national.report import Report, workbook
from jejaring.web.national.tables import inside, of_last_year, rows_by, total_of

pytestmark = pytest.mark.display  # no database is asked

REGIONS = (
    *("11.71", "11.06", "12.07", "12.71", "12", "32.04", "32.05", "32.06", "32.73", "32"),
    *("51.04", "51.71", "91.03", "94.01"),
)
COLUMNS = {
    "committed": "committed",
    "agreements": "agreements",
    "value": "value_rupiah",
    "needs": "needs_served",
}


@st.composite
def histories(draw):
    """Where each cooperative lies, and what each has done by each of up to four quarters' ends."""
    random = draw(st.randoms(use_true_random=False))
    pool = random.sample(REGIONS, draw(st.sampled_from([2, 5, len(REGIONS)])))
    crowds = [random.random() ** 2 + 0.02 for _ in pool]
    regions = random.choices(pool, crowds, k=draw(st.sampled_from([4, 30, 120])))
    quarters = draw(st.integers(1, 4))
    share = draw(st.sampled_from([0.05, 0.3, 0.6]))
    steps = []
    stands = [dict.fromkeys(MEASURES, 0) for _ in regions]
    for _ in range(quarters):
        for one in stands:
            if random.random() < share:
                one["committed"] = 1
            if one["committed"] and random.random() < share:
                one["agreements"] += random.randint(0, 3)
                one["value"] = max(0, one["value"] + random.randint(-5, 9) * 1_000_000 + random.randint(0, 9))
            if one["committed"] and random.random() < share / 2:
                one["needs"] = max(0, one["needs"] + random.randint(-1, 3))
        steps.append([dict(one) for one in stands])
    return regions, steps


def published(regions, steps):
    """The releases, and of each what it counted of every cooperative."""
    register = {code: regions.count(code) for code in set(regions)}
    before = {number: dict.fromkeys(MEASURES, 0) for number in range(len(regions))}
    found, changes = [], []
    for number, stands in enumerate(steps):
        frames = [
            pl.DataFrame(
                [{"cooperative": key, "region": regions[key], **figures} for key, figures in rows],
                schema=STANDING,
                orient="row",
            )
            for rows in (enumerate(stands), before.items())
        ]
        made = draft(register, *frames)
        if made is None:
            continue
        quarter = Quarter(2026, 1).later(number)
        found.append(
            Release(
                number=len(found) + 1,
                quarter=str(quarter),
                since=found[-1].on if found else None,
                on=quarter.last_day,
                made=datetime(2026, 1, 1, tzinfo=UTC),
                example=False,
                provinces=1,
                held=list(made.held),
                cells=list(made.cells),
            )
        )
        counted = {row["cooperative"]: row for row in made.changes.iter_rows(named=True)}
        changes.append([counted.get(key, dict.fromkeys(MEASURES, 0)) for key in range(len(regions))])
        for key, change in counted.items():
            for each in MEASURES:
                before[key][each] += change[each]
    return found, changes


def windows(found):
    """Every run of releases that a page, a report or the data show, and more."""
    for end in range(1, len(found) + 1):
        for begin in range(end):
            yield found[begin:end]
        yield of_last_year(found[:end])


def told(found):
    """Every published row: its regions, its releases, its figures."""
    for chosen in windows(found):
        for level in (PROVINCE, REGENCY):
            rows = rows_by(level, chosen)
            lists = [[row] for row in rows] + [rows]
            if level == REGENCY:
                lists += [inside(rows, code[:size]) for code in REGIONS for size in (PROVINCE, REGENCY)]
            for listed in lists:
                total = total_of(listed)
                inner = [code for code in REGIONS if code[:level] in total.regions]
                yield inner, chosen, total.cooperatives, total.figures
    if found:
        whole = table("provinsi", found)
        for frame in (whole, pl.read_csv(io.BytesIO(as_csv(whole)), schema_overrides={"codes": pl.String})):
            for row in frame.iter_rows(named=True):
                chosen = [found[row["release"] - 1]]
                figures = {each: row[column] for each, column in COLUMNS.items()}
                inner = [code for code in REGIONS if code[:PROVINCE] in row["codes"].split("+")]
                yield inner, chosen, row["cooperatives"], figures


def nobody_can_compute_a_group_under_five(history):
    regions, steps = history
    found, changes = published(regions, steps)
    seen = {each: defaultdict(set) for each in MEASURES}
    for number, (codes, chosen, cooperatives, figures) in enumerate(told(found)):
        members = [key for key, region in enumerate(regions) if region in codes]
        assert cooperatives == len(members)
        assert not 0 < cooperatives < FEWEST
        if chosen[0].number == 1 or len(chosen) == 1:
            others = cooperatives - (figures["committed"] or 0)
            assert not 0 < others < FEWEST, "nor is anything told of those that have not committed"
        for each in MEASURES:
            counted = [
                (key, one.number)
                for one in chosen
                if each not in one.held
                for key in members
                if changes[one.number - 1][key][each]
            ]
            assert (figures[each] or 0) == sum(changes[n - 1][key][each] for key, n in counted), (
                "rows are sums"
            )
            for which in counted:
                seen[each][which].add(number)
    for each, rows in seen.items():
        alike = defaultdict(set)
        for (key, _release), where in rows.items():
            alike[frozenset(where)].add(key)
        assert all(len(group) >= FEWEST for group in alike.values()), each
    for one in found:
        for each in MEASURES:
            held = sum(step[each] != 0 for step in changes[one.number - 1])
            assert held == 0 or held >= FEWEST


@settings(max_examples=40, deadline=None)
@given(histories())
def test_nobody_can_compute_a_group_under_five(history):
    nobody_can_compute_a_group_under_five(history)


@pytest.mark.prove
@settings(max_examples=5000, deadline=None)
@given(histories())
def test_nobody_can_compute_a_group_under_five_in_thousands_of_registers(history):
    nobody_can_compute_a_group_under_five(history)


@settings(max_examples=15, deadline=None)
@given(histories())
def test_every_format_says_the_same(history):
    found, _changes = published(*history)
    for name in ("nasional", "provinsi", "kamus"):
        frame = table(name, found)
        assert pl.read_parquet(io.BytesIO(as_parquet(frame))).equals(frame)
        again = pl.read_csv(io.BytesIO(as_csv(frame)), schema=frame.schema)
        assert again.fill_null("").equals(frame.fill_null(""))
        if found:
            report = Report(found[-1].period, found, found)
            sheet = pl.read_excel(io.BytesIO(workbook(report)), sheet_name=name, infer_schema_length=None)
            assert sheet.columns == frame.columns
            assert sheet.height == frame.height
            for column in ("committed", "value_rupiah", "codes", "en"):
                if column in frame.columns:
                    kind = frame.schema[column]
                    assert sheet[column].cast(kind).to_list() == frame[column].to_list()
    sums = table("provinsi", found).group_by("release").agg(pl.col(pl.Int64).sum()).sort("release")
    nation = table("nasional", found).sort("release")
    for column in ("cooperatives", *COLUMNS.values()):
        assert sums[column].to_list() == nation[column].fill_null(0).to_list()


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=1, max_size=len(REGIONS)))
def test_cells_share_the_regions_out_and_none_is_small(counts):
    import numpy as np

    regions, sums = sorted(REGIONS)[: len(counts)], np.array(counts)
    if is_small(sums.sum(axis=0)).any():
        with pytest.raises(TooFew):
            cells_of(regions, sums)
        return
    cells = cells_of(regions, sums)
    assert sorted(code for cell in cells for code in cell) == regions
    for cell in cells:
        inside_it = [regions.index(code) for code in cell]
        assert not is_small(sums[inside_it].sum(axis=0)).any()
        if len(cell) > 1:
            assert is_small(sums[inside_it]).any(), "nothing is merged without need"


def test_neighbours_in_the_same_province_come_first():
    import numpy as np

    regions = ["32.01", "32.05", "36.03", "51.04"]
    assert cells_of(regions, np.array([[3], [8], [9], [7]])) == [("32.01", "32.05"), ("36.03",), ("51.04",)]
    assert cells_of(regions, np.array([[3], [0], [9], [7]])) == [("32.01", "36.03"), ("32.05",), ("51.04",)]


def test_quarters_are_read_and_counted():
    assert Quarter.parse("2026-4").last_day == date(2026, 12, 31)
    assert str(Quarter.of(date(2027, 1, 1)).later(-1)) == "2026-4"
    for odd in ("2026-5", "2026-0", "26-1", "2026", "2026-1 ", "٢٠٢٦-1", ""):
        assert Quarter.parse(odd) is None
