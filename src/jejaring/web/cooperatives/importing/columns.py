"""Which fields a register file may tell, how their columns are called there, and guessing which is which."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from jejaring.catalogue.names import fold

ALIKE = 88.0
"""Of 100: likeness from which a heading is taken for one of the known ones."""


@dataclass(frozen=True)
class Field:
    """One thing that a row may tell."""

    name: str
    label: str | Promise
    headings: tuple[str, ...]
    """As other registers call it; folded."""


FIELDS = (
    Field("name", _("Nama koperasi"), ("nama koperasi", "nama", "koperasi", "name", "cooperative")),
    Field("nik", _("NIK"), ("nik", "nomor induk koperasi", "nik koperasi", "no induk koperasi")),
    Field("region", _("Wilayah (kode atau nama)"), ("wilayah", "kode wilayah", "region", "kode kemendagri")),
    Field("province", _("Provinsi"), ("provinsi", "propinsi", "prov", "province")),
    Field(
        "regency",
        _("Kabupaten atau kota"),
        ("kabupaten", "kabupaten kota", "kab kota", "kota", "regency", "kabkota"),
    ),
    Field("district", _("Kecamatan"), ("kecamatan", "kec", "district")),
    Field(
        "village",
        _("Desa atau kelurahan"),
        ("desa", "kelurahan", "desa kelurahan", "kelurahan desa", "village"),
    ),
    Field("address", _("Alamat"), ("alamat", "alamat koperasi", "alamat lengkap", "address")),
    Field("type", _("Jenis"), ("jenis", "jenis koperasi", "type")),
    Field("form", _("Bentuk"), ("bentuk", "bentuk koperasi", "form")),
    Field("group", _("Kelompok"), ("kelompok", "kelompok koperasi", "group")),
    Field(
        "legal_number",
        _("Nomor badan hukum"),
        (
            "nomor badan hukum",
            "no badan hukum",
            "no bh",
            "nomor bh",
            "badan hukum",
            "no badan hukum pendirian",
        ),
    ),
    Field(
        "legal_date",
        _("Tanggal badan hukum"),
        ("tanggal badan hukum", "tgl badan hukum", "tgl bh", "tanggal bh", "tanggal badan hukum pendirian"),
    ),
    Field(
        "amendment_number",
        _("Nomor perubahan anggaran dasar"),
        ("nomor pad", "no pad", "nomor perubahan anggaran dasar", "no badan hukum pad"),
    ),
    Field(
        "amendment_date",
        _("Tanggal perubahan anggaran dasar"),
        ("tanggal pad", "tgl pad", "tanggal perubahan anggaran dasar"),
    ),
    Field("nib", "NIB", ("nib", "nomor induk berusaha")),
    Field("npwp", "NPWP", ("npwp",)),
    Field("latitude", _("Lintang"), ("lintang", "latitude", "lat")),
    Field("longitude", _("Bujur"), ("bujur", "longitude", "lon", "lng", "long")),
    Field(
        "meeting_date", _("Tanggal RAT"), ("tanggal rat", "tgl rat", "tanggal rat terakhir", "rat terakhir")
    ),
    Field(
        "meeting_year", _("Tahun buku RAT"), ("tahun buku rat", "tahun rat", "tahun buku", "rat tahun buku")
    ),
    Field(
        "certificate_date",
        _("Tanggal sertifikat NIK"),
        ("tanggal sertifikat nik", "tgl sertifikat", "tanggal sertifikat", "tgl sertifikat nik"),
    ),
    Field("certificate_grade", _("Grade"), ("grade", "grade sertifikat", "peringkat")),
    Field("men", _("Anggota pria"), ("anggota pria", "anggota laki laki", "jumlah anggota pria", "pria")),
    Field(
        "women",
        _("Anggota wanita"),
        ("anggota wanita", "anggota perempuan", "jumlah anggota wanita", "wanita"),
    ),
    Field("managers", _("Manajer"), ("manajer", "jumlah manajer", "manager")),
    Field("employees", _("Karyawan"), ("karyawan", "jumlah karyawan")),
    Field("branches", _("Kantor cabang"), ("kantor cabang", "jumlah cabang", "cabang")),
    Field("own_capital", _("Modal sendiri"), ("modal sendiri", "total modal sendiri")),
    Field("outside_capital", _("Modal luar"), ("modal luar", "total modal luar")),
    Field("turnover", _("Volume usaha"), ("volume usaha", "total volume usaha", "omzet", "turnover")),
    Field("surplus", _("Sisa hasil usaha"), ("shu", "sisa hasil usaha", "surplus")),
)
BY_NAME = {field.name: field for field in FIELDS}
PLACES = ("region", "province", "regency", "district", "village")


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Field -> position of the column that is probably its; each column at most once."""
    written = [fold(heading) for heading in headings]
    scores = [
        (max(fuzz.ratio(heading, known) for known in field.headings), -position, field.name)
        for position, heading in enumerate(written)
        if heading
        for field in FIELDS
    ]
    found: dict[str, int] = {}
    for score, negative, name in sorted(scores, reverse=True):
        if score >= ALIKE and name not in found and -negative not in found.values():
            found[name] = -negative
    return {field.name: found[field.name] for field in FIELDS if field.name in found}
