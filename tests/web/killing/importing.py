"""Before: a register file whose import has begun. After: whether every row of it stands in the register once.

Run in a process of its own: `python -m tests.web.killing.importing begin|end FILE ROWS`.
"""

import json
import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path


def main() -> None:
    """Begin or end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")
    import django

    django.setup()
    what, file, rows = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if what == "begin":
        begin(rows)
    else:
        file.write_text(json.dumps(faults(rows)))


def nik(row: int) -> str:
    """The number of the cooperative in a row."""
    return f"3204{row:09d}"


def begin(rows: int) -> None:
    """A coordinator starts an import; no worker is there yet."""
    from jejaring.web.accounts.models import Person
    from jejaring.web.cooperatives.actions import imports
    from jejaring.web.cooperatives.models import Territory

    office = Person.objects.create_user(name="Dinas Contoh", email="dinas@example.org")
    Territory.objects.create(person=office, region="32", office="Dinas Contoh")
    lines = [
        "Nama Koperasi;NIK;Provinsi;Kab/Kota;Tgl RAT;Volume Usaha",
        *(
            f"Koperasi Contoh Susu {row};{nik(row)};Jawa Barat;Kabupaten Bandung;12/03/2025;{row * 1000}"
            for row in range(rows)
        ),
    ]
    data = "\n".join(lines).encode()
    work = imports.upload(data, actor=office, name="r.csv", source="ODS Contoh", as_of=date(2025, 12, 31))
    imports.name_columns(work, work.columns, actor=office)
    imports.start(work, actor=office)


def faults(rows: int) -> list[str]:
    """What is lost, there twice, or told wrongly."""
    from django_tasks_db.models import DBTaskResult

    from jejaring.web.common.models import AuditEntry
    from jejaring.web.cooperatives.models import Cooperative, Fact, RegisterImport, SearchWord, VocabularyWord
    from jejaring.web.cooperatives.search.index import as_frame
    from jejaring.web.cooperatives.search.words import index_rows

    wanted = Counter((nik(row), f"Koperasi Contoh Susu {row}", "32.04") for row in range(rows))
    figures = Counter((nik(row), "volume-usaha", row * 1000) for row in range(rows))
    figures += Counter((nik(row), "rat", 2024) for row in range(rows))
    index = index_rows(as_frame(Cooperative.objects.all()))
    words = Counter(dict(index.group_by("word").len().iter_rows()))
    batches = AuditEntry.objects.filter(verb="register.imported").order_by("pk")
    told = [(one.detail["first_row"], one.detail["last_row"], one.detail["new"]) for one in batches]
    work = RegisterImport.objects.get()
    return [
        what
        for what, well in {
            "cooperatives": Counter(Cooperative.objects.values_list("nik", "name", "region")) == wanted,
            "facts": Counter(Fact.objects.values_list("cooperative__nik", "kind", "value")) == figures,
            "index": SearchWord.objects.count() == index.height,
            "vocabulary": Counter(dict(VocabularyWord.objects.values_list("word", "cooperatives"))) == words,
            f"batches {told}": [last + 1 for _first, last, _new in told[:-1]] == [one[0] for one in told[1:]],
            f"trail {told}": sum(new for _first, _last, new in told) == rows,
            f"end {work.state} {work.done}": (work.state, work.done) == ("selesai", rows),
            f"result {work.result}": (work.result["new"], work.result["unchanged"]) == (rows, 0),
            "job": set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"},
        }.items()
        if not well
    ]


if __name__ == "__main__":
    main()
