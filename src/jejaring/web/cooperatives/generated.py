"""A register of invented cooperatives on real places, all marked as examples, always the same for one seed.

For trying the site out, for tests and for measuring. Nothing in it tells anything about a real cooperative.
"""

import numpy as np
import polars as pl

from jejaring.geography import region_names
from jejaring.web.cooperatives.models import Cooperative

KINDS = (
    ("Tani", "produsen", "pertanian"),
    ("Susu", "produsen", "peternakan"),
    ("Ternak", "produsen", "peternakan"),
    ("Nelayan", "produsen", "perikanan"),
    ("Kopi", "produsen", "perkebunan"),
    ("Kakao", "produsen", "perkebunan"),
    ("Karet", "produsen", "perkebunan"),
    ("Kulit", "produsen", "industri"),
    ("Sepatu", "produsen", "industri"),
    ("Tenun", "produsen", "industri"),
    ("Simpan Pinjam", "simpan-pinjam", "KSP"),
    ("Serba Usaha", "konsumen", "KSU"),
    ("Merah Putih", "konsumen", "KDMP"),
    ("Pasar", "pemasaran", "pasar"),
    ("Angkutan", "jasa", "angkutan"),
    ("Pegawai", "konsumen", "KPRI"),
)
"""Word of the name, type, group."""
SYLLABLES = tuple(first + second for first in "bcdgjklmnprstw" for second in "aiu")
WORDS = (
    *("Makmur", "Sejahtera", "Mandiri", "Jaya", "Bersama", "Mulya", "Karya", "Sentosa", "Abadi", "Lestari"),
    *("Harapan", "Rukun", "Sumber", "Rejeki", "Maju", "Mitra", "Bina", "Cahaya", "Usaha", "Berkah"),
    *("Sari", "Utama", "Bakti", "Guna", "Tunas", "Subur", "Setia", "Kawan", "Gotong", "Royong"),
)
INVENTED_WORDS = 20_000
FIRST_NIK = 9_000_000_000_000_000


def generated_register(count: int, seed: int = 7) -> pl.DataFrame:
    """Invented cooperatives.

    Returns
    -------
    pl.DataFrame
        name, nik, legal_number, legal_date, form, type, group, address, region (a village's code): text;
        dates ISO; and meeting (day of the last annual meeting or null), certificate (day of the NIK
        certificate or null), men, women (members).
    """
    rng = np.random.default_rng(seed)
    villages = region_names("village")
    codes = np.array(list(villages))
    chosen = codes[rng.integers(len(codes), size=count)]
    kinds = rng.integers(len(KINDS), size=count)
    lengths = rng.integers(3, 5, INVENTED_WORDS)
    invented = np.array(["".join(rng.choice(SYLLABLES, size=length)).capitalize() for length in lengths])
    first = np.array(WORDS)[rng.integers(len(WORDS), size=count)]
    second = invented[rng.integers(len(invented), size=count)]
    with_place = rng.random(count) < 0.5
    names = [
        f"Koperasi Contoh {KINDS[kind][0]} {one} {villages[code] if placed else other}"
        for kind, one, other, code, placed in zip(kinds, first, second, chosen, with_place, strict=True)
    ]
    missing = np.datetime64("NaT")
    day = np.datetime64("1980-01-01") + rng.integers(0, 16_000, size=count)
    meeting = np.datetime64("2018-01-15") + rng.integers(0, 2_900, size=count)
    certificate = np.datetime64("2020-01-15") + rng.integers(0, 2_400, size=count)
    return pl.DataFrame(
        {
            "name": pl.Series(names).str.head(200),
            "nik": pl.Series(np.arange(count) + FIRST_NIK).cast(pl.String),
            "legal_number": pl.Series(
                [f"{number}/BH/CONTOH/{number % 97}" for number in range(1, count + 1)]
            ),
            "legal_date": pl.Series(day).cast(pl.Date),
            "form": pl.Series(np.where(rng.random(count) < 0.97, "primer", "sekunder").tolist()),
            "type": pl.Series([KINDS[kind][1] for kind in kinds]),
            "group": pl.Series([KINDS[kind][2] for kind in kinds]),
            "address": pl.Series([f"Jl. Contoh No. {number}" for number in rng.integers(1, 300, size=count)]),
            "region": pl.Series(chosen.tolist()),
            "meeting": pl.Series(np.where(rng.random(count) < 0.5, meeting, missing)).cast(pl.Date),
            "certificate": pl.Series(np.where(rng.random(count) < 0.4, certificate, missing)).cast(pl.Date),
            "men": pl.Series(rng.integers(9, 400, size=count)),
            "women": pl.Series(rng.integers(9, 400, size=count)),
        }
    )


def generated_cooperatives(count: int, seed: int = 7) -> list[Cooperative]:
    """The same as unsaved records, marked as examples."""
    fields = ["name", "nik", "legal_number", "legal_date", "form", "type", "group", "address", "region"]
    rows = generated_register(count, seed).select(fields).iter_rows(named=True)
    return [Cooperative(**row, example=True) for row in rows]
