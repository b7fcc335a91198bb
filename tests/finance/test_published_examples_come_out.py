"""Instalments that others published, each with its address; what differs, and why, is said where it does."""

from datetime import date
from decimal import Decimal

import pytest

from jejaring.finance import annuity, effective_rate, flat

START = date(2021, 1, 1)

BRI = "pnbent.com/index.php?mid=board&document_srl=103050 (tabel pinjaman Bank BRI, KUR, 2021)"
"""Called a table of 2021, it is that of 7 % effective, the rate of 2018 and 2019, rounded up to Rp100."""
BRI_TABLE = {
    3_000_000: (259_600, 134_400, 92_700),
    6_000_000: (519_200, 268_700, 185_300),
    9_000_000: (778_800, 403_000, 277_900),
    10_000_000: (865_300, 447_800, 308_800),
    2_000_000: (173_100, 89_700, 61_800),
    4_000_000: (346_200, 179_200, 123_600),
    5_000_000: (432_700, 224_000, 154_400),
    7_000_000: (605_800, 313_500, 216_200),
    8_000_000: (692_300, 358_300, 247_100),
    13_000_000: (1_124_900, 582_200, 401_500),
    15_000_000: (1_297_900, 671_700, 463_200),
    16_000_000: (1_384_500, 716_300, 494_100),
    18_000_000: (1_557_500, 806_000, 555_700),
    19_000_000: (1_644_100, 850_800, 586_800),
    20_000_000: (1_730_500, 895_600, 617_600),
    21_000_000: (1_817_000, 940_400, 648_600),
    22_000_000: (1_903_600, 985_200, 679_400),
    23_000_000: (1_990_100, 1_030_000, 710_200),
    24_000_000: (2_076_600, 1_074_700, 741_100),
    25_000_000: (2_163_200, 1_119_500, 772_000),
    # Single entries of these rows are slips of whoever copied the table: they are hundreds or thousands of
    # rupiah off every neighbour (86,000 for one million where two million pay 173,100).
    1_000_000: (None, 44_900, 30_900),
    11_000_000: (951_800, 492_700, 339_700),
    12_000_000: (1_038_300, None, 370_700),
    14_000_000: (1_211_400, 627_000, None),
    17_000_000: (1_471_000, 761_300, None),
}


@pytest.mark.parametrize(("amount", "published"), BRI_TABLE.items())
def test_the_table_of_bank_bri(amount, published):
    """To the rupiah in 41 of 71 entries; the others are one or two steps of Rp100 off, up or down."""
    for months, instalment in zip((12, 24, 36), published, strict=True):
        if instalment is not None:
            ours = annuity(amount, "0.07", months, START, step=100).instalments[0].payment
            assert abs(ours - instalment) <= 200, BRI


def test_most_of_the_table_of_bank_bri_is_the_same_to_the_rupiah():
    same = [
        annuity(amount, "0.07", months, START, step=100).instalments[0].payment == instalment
        for amount, published in BRI_TABLE.items()
        for months, instalment in zip((12, 24, 36), published, strict=True)
        if instalment is not None
    ]
    assert (sum(same), len(same)) == (41, 71)


def test_a_school_book_s_table_to_the_rupiah():
    """online.flipbuilder.com/sgkb/hgag, page 22: Rp5,000,000, 12 % a year, 10 months, rounded to Rp528,000.

    Exactly 527,910.383, which the book rounds up to thousands as we do with `step`.
    """
    schedule = annuity(5_000_000, "0.12", 10, START, step=1000)
    published = [
        (478_000, 50_000, 4_522_000),
        (482_780, 45_220, 4_039_220),
        (487_608, 40_392, 3_551_612),
        (492_484, 35_516, 3_059_128),
        (497_409, 30_591, 2_561_720),  # the book has one rupiah more owed: it keeps the fraction
        (502_383, 25_617, 2_059_337),
    ]
    for row, (principal, interest, balance) in zip(schedule.instalments, published, strict=False):
        assert row.payment == 528_000
        assert (row.principal, row.interest) == (principal, interest)
        assert abs(row.balance - balance) <= 1


def test_a_house_of_bank_sumut():
    """vdokumen.com/rincian-perhitungan-bunga-anuitas-bank.html: Rp500,000,000 over 60 months.

    The interest of the first month, 6,666,667, says 16 % a year. The instalment is 12,159,028.56; the sheet's
    parts come to 12,159,029 or 12,159,030, ours always to 12,159,029, so that the balances drift apart by
    less than a rupiah a month.
    """
    schedule = annuity(500_000_000, "0.16", 60, START)
    published = [
        (5_492_363, 6_666_667, 494_507_637),
        (5_565_594, 6_593_435, 488_942_043),
        (5_639_802, 6_519_227, 483_302_240),
        (5_715_000, 6_444_030, 477_587_241),
        (5_791_200, 6_367_830, 471_796_041),
        (5_868_416, 6_290_614, 465_927_626),
        (5_946_661, 6_212_368, 459_980_964),
        (6_025_950, 6_133_080, 453_955_014),
    ]
    for row, (principal, interest, balance) in zip(schedule.instalments, published, strict=False):
        assert abs(row.principal - principal) <= 1
        assert abs(row.interest - interest) <= 1
        assert abs(row.balance - balance) <= row.number


def test_a_student_s_car():
    """scribd.com/document/465034556: Rp173,600,000 at 17 % over 60 months, kept with two decimals there."""
    schedule = annuity(173_600_000, "0.17", 60, START)
    published = [
        ("1855073.82", "2459333.33", "171744926.18"),
        ("1881354.03", "2433053.12", "169863572.15"),
        ("1908006.55", "2406400.61", "167955565.60"),
        ("1935036.64", "2379370.51", "166020528.96"),
        ("1962449.66", "2351957.49", "164058079.30"),
    ]
    for row, values in zip(schedule.instalments, published, strict=False):
        assert row.payment == 4_314_408  # 4,314,407.15, up to the whole rupiah
        for ours, theirs in zip((row.principal, row.interest, row.balance), values, strict=True):
            assert abs(ours - Decimal(theirs)) <= 6  # 0.85 rupiah more is paid each month


def test_a_dollar_loan_of_a_tutorial():
    """w3resource.com/numpy/financial-functions/ppmt.php: $100,000, 12 years, 8.5 %: first principal $401.722

    In cents, the smallest unit there as the rupiah is here. (The page calls it the payment; it is the
    principal in it.)
    """
    first = annuity(10_000_000, "0.085", 144, START).instalments[0]
    assert abs(first.principal - Decimal("40172.22")) < 1


FLAT = {
    "jabarekspres.com/berita/2025/03/14/pinjaman-kur-bri-2025": (100_000_000, 36, 3_277_778),
    "beritadiy.pikiran-rakyat.com/ekonomi/pr-707626429": (100_000_000, 36, 3_277_778),
    "sumateraekspres.bacakoran.co/read/55804": (100_000_000, 12, 8_833_333),  # called "efektif" there
    "poskota.co.id/2025/03/09/cara-menghitung-cicilan-kur-bri-2025": (50_000_000, 36, 1_638_889),
    "kongkrit.com/berita/1540": (10_000_000, 12, 883_333),
    "radarkaur.disway.id/amp/649913, 1 tahun": (150_000_000, 12, 13_250_000),
    "radarkaur.disway.id/amp/649913, 2 tahun": (150_000_000, 24, 7_000_000),
    "radarkaur.disway.id/amp/649913, 3 tahun": (150_000_000, 36, 4_916_666),  # cut off, not rounded
    "radarkaur.disway.id/amp/649913, 4 tahun": (150_000_000, 48, 3_875_000),
    "rbtv.disway.id/headline/read/104176": (80_000_000, 12, 7_066_666),  # cut off, not rounded
    "rbtv.disway.id/amp/103618, Rp70 juta": (70_000_000, 12, 6_183_333),
    "rbtv.disway.id/amp/103618, Rp90 juta": (90_000_000, 12, 7_950_000),
}


@pytest.mark.parametrize("source", FLAT)
def test_what_the_press_computes_is_flat_and_dearer_than_the_rule(source):
    """The press reads "6 %" as flat. The rule says 6 % effective, so each of these is more than is due."""
    amount, months, published = FLAT[source]
    assert abs(flat(amount, "0.06", months, START).instalments[0].payment - published) <= 1
    assert annuity(amount, "0.06", months, START).instalments[0].payment < published


@pytest.mark.parametrize(
    ("months", "published"),
    [(18, 4_277_778), (24, 3_354_167), (36, 2_462_963), (48, 2_041_667), (60, 1_750_000)],
)
def test_a_table_that_is_six_per_cent_of_nothing(months, published):
    """rbtv.disway.id/amp/103618: the same page's longer terms for Rp70,000,000 are not even 6 % flat.

    They come to 11 to 18 per cent effective; we do not reproduce them, and say so.
    """
    assert published > flat(70_000_000, "0.06", months, START).instalments[0].payment
    total = published * months - 70_000_000
    yearly = Decimal(total) / 70_000_000 / months * 12
    assert effective_rate(flat(70_000_000, yearly, months, START)) > Decimal("0.11")
