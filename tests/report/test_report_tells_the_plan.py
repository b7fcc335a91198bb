import re
import string
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest
from day_of_report import DAY

from jejaring.language import read_phrases
from jejaring.planning import chain_accounts, verify
from jejaring.report import report_html, write_report
from jejaring.report.chains import chain_values, tell_chains

SECTIONS = ("peta", "rantai", "harga", "keuntungan", "koperasi", "tersisa", "bukti")

IDS = {"id", "cooperative", "listing", "trade", "seller", "buyer", "need", "chain", "haulage"}


class Outline(HTMLParser):
    """Elements of a page, and whether every one that opens closes."""

    VOID = ("meta", "input", "path", "circle", "use", "br")

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.tags = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_has_every_section(page, language):
    outline = Outline(page)
    assert not outline.open
    assert set(SECTIONS) <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert f'<html lang="{language}">' in page


def test_the_chain_is_told_in_one_sentence(page, language):
    told = {
        "id": "Kulit dari Garut menjadi sepatu di Gianyar dan dijual di Banda Aceh",
        "en": "Leather from Garut, made into shoes in Gianyar, sold in Banda Aceh",
    }
    assert told[language] in page


def test_names_from_the_market_stay_text(page):
    assert "<script" not in page
    assert "<b>" not in re.sub(r"<b>Rp[\d.,]+</b>", "", page)
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;Kulit&#34;" in page


def test_nothing_is_fetched_from_elsewhere(page):
    assert not re.search(r"https?:|//|@import|url\(|src=", page)
    assert "<link" not in page


def test_the_lines_of_every_chain_add_up_to_what_the_buyer_pays(case):
    market, proposal, _ = case
    accounts = chain_accounts(market, proposal)
    names = accounts["chain"].unique().sort().to_list()
    for chain in tell_chains(market, proposal, names):
        exact = accounts.filter(pl.col("chain") == chain.name)["rupiah"].sum()
        assert chain.paid == round(exact)
        parts = [chain.cost_of(part) for part in ("material", "work", "storage", "freight")]
        assert sum(parts) + sum(line.gain for line in chain.lines) == chain.paid
        assert chain.paid + chain.end.gain == chain.value


def test_chains_worked_out_alone_are_as_worked_out_together(case):
    market, proposal, _ = case
    values = chain_values(proposal)
    accounts = chain_accounts(market, proposal)
    for name, paid in values.iter_rows():
        assert paid == pytest.approx(accounts.filter(pl.col("chain") == name)["rupiah"].sum())
        assert tell_chains(market, proposal, [name])[0].paid == round(paid)


def test_a_nation_s_report_stays_small_and_comes_at_once(case):
    market, proposal, verdict = case
    copies = 200
    tables = {name: _copied(frame, copies) for name, frame in market.listings.items()}
    nation = replace(market, cooperatives=_copied(market.cooperatives, copies), **tables)
    plan = replace(proposal, **{name: _copied(frame, copies) for name, frame in proposal.tables.items()})
    told = report_html(nation, plan, verdict, "id", day=DAY)
    assert len(told.encode()) < 350_000
    assert "Masih ada 5" in told  # cooperatives that are not told one by one
    assert "gains.csv" in told
    assert told.count("<tr") < 400


def _copied(frame, copies):
    """Every row `copies` times, each copy with ids of its own."""
    ids = [name for name in frame.columns if name in IDS]
    return pl.concat(frame.with_columns(pl.col(ids) + f"-{copy}" for _ in (0,)) for copy in range(copies))


def test_the_bar_shows_the_same_rupiah_as_the_account(page):
    for bar, account in zip(
        re.findall(r'<div class="bar".*?</div>', page, re.S),
        re.findall(r'class="parts">.*?</ul>', page, re.S),
        strict=True,
    ):
        drawn = [int(amount) for amount in re.findall(r"flex:(\d+) ", bar)]
        listed = [int(re.sub(r"\D", "", amount)) for amount in re.findall(r"<b>(.*?)</b>", account)]
        assert sum(drawn) == sum(listed) > 0


def test_those_left_out_learn_what_it_would_take(page, language):
    left = page[page.index('id="tersisa"') :]
    assert "Koperasi Contoh Sleman" in left
    assert "Koperasi Contoh Medan" in left
    assert ("turun Rp" if language == "id" else " lower (") in left
    answers = {"id": "naik Rp|pasokan habis", "en": r" higher \(|no more supply"}
    assert re.search(answers[language], left)


def test_every_check_and_the_hash_are_shown(case, page, language):
    _, proposal, verdict = case
    assert proposal.market_hash in page
    assert page.count('class="pass"') == len(verdict.checks)
    assert ("Terbukti terbaik" if language == "id" else "Proved best") in page


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_proof_is_told_without_jargon(case, language):
    told = report_html(*case, language, day=DAY)
    assert not re.search(r"\de[-+]\d|Sidik|Penyimpangan|fingerprint|0[.,]000000", told)


def test_a_name_from_right_to_left_leaves_its_sentence_alone(case):
    market, proposal, verdict = case
    names = market.cooperatives["name"].str.replace("Koperasi Contoh Sepatu", "تعاونية")
    turned = replace(market, cooperatives=market.cooperatives.with_columns(names))
    told = report_html(turned, proposal, verdict, "id", day=DAY)
    assert told.count("تعاونية") == told.count("\u2068تعاونية\u2069") > 1


def test_a_plan_that_fails_is_not_called_proved(case):
    market, proposal, _ = case
    forged = replace(proposal, surplus=proposal.surplus * 2)
    page = report_html(market, forged, verify(market, forged), "id", day=DAY)
    assert "✗ Belum terbukti." in page
    assert 'class="fail"' in page


def test_a_report_is_the_same_for_the_same_plan(case, tmp_path):
    for name in ("one", "two"):
        write_report(*case, tmp_path / name, "id", day=DAY)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one", "two"]
    assert (tmp_path / "one").stat().st_size < 300_000


def test_a_plan_without_trade_is_told_too(case):
    market, proposal, verdict = case
    empty = replace(
        proposal,
        surplus=0.0,
        trades=proposal.trades.clear(),
        chains=proposal.chains.clear(),
        carriage=proposal.carriage.clear(),
        levels=proposal.levels.with_columns(level=pl.lit(0.0), gain=pl.lit(0.0)),
        gains=proposal.gains.with_columns(pl.lit(0.0).alias(name) for name in proposal.gains.columns[1:]),
    )
    page = report_html(market, empty, verdict, "id", day=DAY)
    assert "Belum ada perdagangan yang menguntungkan semua pihak" in page
    assert "Tidak ada barang yang dikirim" in page


def test_both_languages_say_everything_with_the_same_gaps():
    for key, said in read_phrases("jejaring.report").templates.items():
        assert set(said) == {"id", "en"}, key
        gaps = [{gap for _, gap, _, _ in string.Formatter().parse(text) if gap} for text in said.values()]
        assert gaps[0] == gaps[1] or (key.startswith("step-") and gaps[0] ^ gaps[1] <= {"goods"}), key
