"""What stands in the paper of a financing file."""

from datetime import date
from decimal import Decimal
from typing import Any

from jejaring.finance import CashFlow
from jejaring.finance.faults import PACKAGE
from jejaring.language import format_number, read_phrases
from jejaring.report.cash_chart import WIDE, cash_chart
from jejaring.web.agreements.models import Document
from jejaring.web.agreements.papers.keep import paper
from jejaring.web.agreements.papers.typeset import typeset
from jejaring.web.common.templatetags.figures import day, quantity, rupiah
from jejaring.web.finance.financing import flows_of
from jejaring.web.finance.models import FinancingFile

MARKS = {"met": "ya", "failed": "tidak", "bank": "bank", "open": "kurang", "told": "info"}


def financing_paper(file: FinancingFile, address_of: Any) -> Document:
    """The paper of a file; `address_of` makes the address to check it at from its token."""
    return paper(
        Document.Kind.FINANCING,
        f"{Document.Kind.FINANCING}:{file.pk}",
        lambda token: typeset("financing", financing_data(file), address=address_of(token), made=file.made),
    )


def financing_data(file: FinancingFile) -> dict[str, Any]:
    """Everything the template says."""
    told = file.content
    who, loan, record = told["who"], told["loan"], told["record"]
    flow, lent = flows_of(told)
    rate = format_number(float(Decimal(loan["rate"])), "id", 2)
    return {
        "number": file.reference,
        "facts": [
            ["Untuk", loan["bank"]],
            ["Pemohon", f"{who['name']}, {who['place']}"],
            *[
                [words, who[key]]
                for key, words in (
                    ("address", "Alamat"),
                    ("legal", "Badan hukum"),
                    ("type", "Jenis"),
                    ("nik", "NIK"),
                    ("nib", "NIB"),
                    ("npwp", "NPWP"),
                )
                if who[key]
            ],
            ["Keperluan", loan["purpose"]],
            ["Jumlah", rupiah(loan["amount"])],
            [
                "Diperhitungkan",
                f"{rate}% efektif setahun, {loan['months']} bulan, cair {_day(loan['start'])}: angsuran "
                f"{rupiah(loan['instalment'])} sebulan, bunga seluruhnya {rupiah(loan['interest'])}",
            ],
            ["Keadaan per", _day(told["on"])],
        ],
        "known": [
            [
                fact["words"],
                rupiah(fact["value"]) if fact["rupiah"] else quantity(fact["value"]),
                _day(fact["on"]),
                fact["source"],
            ]
            for fact in who["facts"]
        ],
        "agreements": [
            {
                "title": f"{one['number']}, {one['title']}",
                "terms": f"Berlaku menurut versi {_day(one['on'])}; dibayar {one['payment_days']} hari "
                f"sesudah diterima; uang muka {format_number(float(one['down_payment']), 'id', 2)}%. "
                f"SHA-256 {one['digest'][:16]}",
                "lines": [
                    [line["giver"], line["receiver"], line["what"], line["quantity"], rupiah(line["total"])]
                    for line in one["lines"]
                ],
            }
            for one in told["agreements"]
        ],
        "record": [
            f"Janji yang sudah jatuh waktunya: {record['promises']}; dipenuhi {record['kept']}, seluruhnya "
            f"{record['whole']}, tepat waktu {record['in_time']}.",
            f"Tagihan yang sudah jatuh tempo: {record['bills']}; lunas {record['paid']}, tepat waktu "
            f"{record['paid_in_time']}, dipersoalkan {record['disputed']}.",
        ],
        "deliveries": [
            [row["reference"], _day(row["on"]), row["giver"], row["receiver"], row["what"], row["accepted"]]
            for row in told["deliveries"]
        ],
        "payments": [
            [
                row["reference"],
                _day(row["on"]),
                row["payer"],
                row["payee"],
                rupiah(row["amount"]),
                f"{row['late']} hari" if row["late"] else "tepat waktu",
            ]
            for row in told["payments"]
        ],
        "chart": cash_chart(flow, "id", after=lent, change="lent", name=who["name"], sheet=WIDE),
        "cash": [["Tanpa pinjaman", *_cash(flow)], ["Dengan pinjaman", *_cash(lent)]],
        "cleared": rupiah(told["cash"]["cleared"]),
        "said": told["cash"]["said"],
        "assessment": _assessment(told["assessment"]["id"]) if told["assessment"] else None,
        "missing": told["missing"],
        "indication": read_phrases(PACKAGE).say("kur-indication", "id"),
    }


def _cash(flow: CashFlow) -> list[str]:
    low, balance = flow.lowest
    return [rupiah(flow.opening), rupiah(balance), day(low), rupiah(flow.gap)]


def _assessment(record: dict[str, Any]) -> dict[str, Any]:
    """The schemes that do not fall away whole with their reasons, the others by their names."""
    phrases = read_phrases(PACKAGE)
    schemes = [
        {
            "name": scheme["name"],
            "verdict": phrases.say(f"verdict-{scheme['verdict']}", "id"),
            "reasons": [[MARKS[reason["outcome"]], reason["text"]] for reason in scheme["reasons"]],
        }
        for scheme in record["schemes"]
        if scheme["verdict"] != "does-not-fit"
    ]
    return {
        "rules": f"{record['rule_set_title']}, menurut tanggal {_day(record['day'])}",
        "schemes": schemes,
        "others": ", ".join(
            scheme["name"] for scheme in record["schemes"] if scheme["verdict"] == "does-not-fit"
        ),
        "sources": [f"{key}: {source}" for key, source in record["sources"].items()],
    }


def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text else "-"
