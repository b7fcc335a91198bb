"""What stands in the paper of an agreement's version."""

from typing import Any

from django.utils import timezone

from jejaring.language import format_number
from jejaring.web.agreements.models import AgreementVersion, Document, Line
from jejaring.web.agreements.papers.keep import paper
from jejaring.web.agreements.papers.typeset import typeset
from jejaring.web.agreements.wording import line_thing
from jejaring.web.common.templatetags.figures import day, rupiah
from jejaring.web.money.billing import DOWN_PAYMENT_DAYS
from jejaring.web.money.taxes import tax_on
from jejaring.web.trade.names import place_name
from jejaring.web.trade.templatetags.trading import amount, months, price


def agreement_paper(version: AgreementVersion, address_of: Any) -> Document:
    """The paper of a version; `address_of` makes the address to check it at from its token."""
    subject = f"{Document.Kind.AGREEMENT}:{version.agreement_id}:{version.number}"
    return paper(
        Document.Kind.AGREEMENT,
        subject,
        lambda token: typeset(
            "agreement", agreement_data(version), address=address_of(token), made=version.at
        ),
    )


def agreement_data(version: AgreementVersion) -> dict[str, Any]:
    """Everything the template says."""
    agreement = version.agreement
    parties = [party.cooperative for party in agreement.parties.select_related("cooperative")]
    lines = list(version.lines.select_related("giver", "receiver"))
    return {
        "number": agreement.number,
        "title": agreement.title,
        "version": version.number,
        "on": day(version.at),
        "digest": version.digest,
        "parties": [
            {
                "name": one.name,
                "legal": one.legal_number,
                "place": place_name(one.region),
                "address": one.address,
            }
            for one in parties
        ],
        "lines": [_line(line, version) for line in lines],
        "total": rupiah(sum(line.total for line in lines)),
        "articles": articles(version),
        "signers": [
            {"role": f"Pihak {number}", "name": one.name, "stamp": number == 1}
            for number, one in enumerate(parties, start=1)
        ],
    }


def articles(version: AgreementVersion) -> list[list[str]]:
    """Title and text of every article after the first, in the order of the paper."""
    tolerance = format_number(float(version.tolerance), "id", 2)
    told = [
        ["Mutu", version.quality or "Mutu yang lazim diperdagangkan untuk barang itu."],
        [
            "Jumlah",
            f"Jumlah seluruh kiriman suatu baris boleh kurang atau lebih {tolerance}% dari yang dijanjikan. "
            "Yang lebih dari itu hanya diterima bila penerima menyatakannya.",
        ],
        [
            "Penyerahan",
            f"Diserahkan di {version.place or 'tempat tujuan setiap baris'}. Setiap kiriman disertai surat "
            "jalan; penerima mencatat jumlah, berat, kadar air, dan mutu yang datang, dan pemberi "
            "mencocokkannya.",
        ],
        ["Pembayaran", _payment(version)],
        ["Keterlambatan", version.late or "Tidak ada ketentuan khusus."],
    ]
    if version.other:
        told.append(["Ketentuan lain", version.other])
    told.append(
        [
            "Perubahan",
            "Perubahan adalah versi baru, yang berlaku setelah disetujui kembali oleh semua pihak.",
        ]
    )
    return told


def _payment(version: AgreementVersion) -> str:
    told = [
        f"Yang diterima dan dicocokkan dibayar dalam {version.payment_days} hari sejak tanggal penerimaan, "
        "dalam rupiah bulat."
    ]
    if version.down_payment:
        share = format_number(float(version.down_payment), "id", 2)
        told.append(
            f"Uang muka {share}% dari nilai setiap baris dibayar dalam {DOWN_PAYMENT_DAYS} hari sejak "
            "perjanjian berlaku, dan diperhitungkan mulai dari tagihan pertama."
        )
    if version.offset:
        told.append(
            "Utang kedua pihak satu kepada yang lain langsung diperjumpakan; dibayar hanya selisihnya."
        )
    return " ".join(told)


def _line(line: Line, version: AgreementVersion) -> dict[str, Any]:
    tax = tax_on(line.tax, timezone.localdate(version.at)) if line.tax else None
    return {
        "number": line.number,
        "giver": line.giver.name,
        "receiver": line.receiver.name,
        "what": line_thing(line),
        "quantity": amount(line.quantity, line.unit),
        "price": price(line.price, line.unit),
        "total": rupiah(line.total),
        "freight": rupiah(line.freight) if line.freight else "",
        "when": months(line),
        "origin": place_name(line.origin),
        "destination": place_name(line.destination),
        "note": line.note,
        "tax": tax.name_id if tax else "",
    }
