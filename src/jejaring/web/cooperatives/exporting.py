"""The register as a table, row by row: what the filters show, as the importer would read it again.

Numbers that only a
cooperative's own people and coordinators see go only to a coordinator, and only for their territory.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db.models import Prefetch
from django.utils import timezone

from jejaring.geography import region
from jejaring.web.common.sheets import CHUNK
from jejaring.web.cooperatives.directory import ORDER
from jejaring.web.cooperatives.models import Cooperative, Fact
from jejaring.web.cooperatives.models.register import Register
from jejaring.web.cooperatives.standing import standing

PUBLIC = (
    *("Nama koperasi", "Kode wilayah", "Provinsi", "Kabupaten/kota", "Kecamatan", "Desa/kelurahan", "Alamat"),
    *("Jenis", "Bentuk", "Kelompok", "Nomor badan hukum", "Tanggal badan hukum", "Tahun buku RAT"),
    *("Tanggal RAT", "Tanggal sertifikat NIK", "Grade", "Contoh"),
)
PRIVATE = ("NIK", "NIB", "NPWP")


def headings(private: bool) -> tuple[str, ...]:
    """Of the columns."""
    return (*PUBLIC, *PRIVATE) if private else PUBLIC


def rows(among: Register | list[Cooperative], private: bool) -> Iterator[list[str]]:
    """One row a cooperative."""
    told = Fact.objects.filter(kind__in=(Fact.Kind.MEETING, Fact.Kind.CERTIFICATE)).order_by("-on")
    found: Iterable[Cooperative]
    if isinstance(among, list):
        found = Cooperative.objects.filter(pk__in=[each.pk for each in among])
    else:
        found = among
    today = timezone.localdate()
    chosen = found.order_by(*ORDER).prefetch_related(Prefetch("facts", told, to_attr="told"))
    for each in chosen.iterator(chunk_size=CHUNK):
        now = standing(each.told, today)
        values = [
            *(each.name, each.region, *_places(each.region), each.address, each.type, each.form, each.group),
            *(each.legal_number, each.legal_date),
            *((now.meeting.value, now.meeting.on) if now.meeting else ("", "")),
            *((now.certificate.on, now.certificate.text) if now.certificate else ("", "")),
            "ya" if each.example else "",
        ]
        if private:
            values += [each.nik, each.nib, each.npwp]
        yield ["" if value is None else str(value) for value in values]


@lru_cache(maxsize=100_000)
def _places(code: str) -> tuple[str, ...]:
    """Names of its province, regency, district and village; empty where not known."""
    parts = code.split(".")
    outer = [region(".".join(parts[:length])) if length <= len(parts) else None for length in range(1, 5)]
    return tuple(each.name if each else "" for each in outer)
