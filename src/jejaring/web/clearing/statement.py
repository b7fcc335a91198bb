"""What a clearing round does to one cooperative: every debt touched, by how much, before and after."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from jejaring.web.agreements.models import Document
from jejaring.web.agreements.papers.keep import paper
from jejaring.web.agreements.papers.typeset import typeset
from jejaring.web.clearing.models import ClearingRound, Consent, PlannedSetOff
from jejaring.web.common.sheets import harmless
from jejaring.web.common.templatetags.figures import day, rupiah
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.names import place_name


@dataclass(frozen=True)
class Row:
    """One debt or claim of the cooperative."""

    planned: PlannedSetOff
    owes: bool
    """Whether the cooperative owes it; else it is owed it."""

    @property
    def partner(self) -> Cooperative:
        """The other side."""
        debt = self.planned.obligation
        return debt.creditor if self.owes else debt.debtor


@dataclass(frozen=True)
class Statement:
    """All of them, and what they come to."""

    cooperative: Cooperative
    round: ClearingRound
    rows: Sequence[Row]

    @property
    def debts(self) -> list[Row]:
        """What the cooperative owes."""
        return [row for row in self.rows if row.owes]

    @property
    def claims(self) -> list[Row]:
        """What it is owed."""
        return [row for row in self.rows if not row.owes]

    @property
    def cleared(self) -> int:
        """Whole rupiah taken off its debts; the same goes off its claims."""
        return sum(row.planned.amount for row in self.debts)


def statement_of(consent: Consent) -> Statement:
    """Of a cooperative in a round; without rows where nothing of it is touched."""
    own = Q(obligation__debtor=consent.cooperative_id) | Q(obligation__creditor=consent.cooperative_id)
    planned = (
        PlannedSetOff.objects.filter(own, round=consent.round_id)
        .select_related("obligation__debtor", "obligation__creditor")
        .order_by("obligation__due", "obligation")
    )
    rows = [Row(one, one.obligation.debtor_id == consent.cooperative_id) for one in planned]
    return Statement(consent.cooperative, consent.round, sorted(rows, key=lambda row: not row.owes))


def cleared_of(round: ClearingRound) -> dict[int, int]:
    """Key of each cooperative -> whole rupiah taken off its debts (and, as much, off its claims)."""
    sums = round.planned.order_by().values_list("obligation__debtor").annotate(all=Sum("amount"))
    return dict(sums)


def statement_paper(consent: Consent, address_of: Any) -> Document:
    """The paper of a posted round for a cooperative; reversed, it is another paper."""
    round = consent.round
    made = round.changed if round.counter else round.posted
    assert made is not None, "only what is posted is put on paper"
    return paper(
        Document.Kind.CLEARING,
        f"{Document.Kind.CLEARING}:{round.pk}:{consent.cooperative_id}:{round.state}",
        lambda token: typeset(
            "clearing", statement_data(statement_of(consent)), address=address_of(token), made=made
        ),
    )


def statement_data(statement: Statement) -> dict[str, Any]:
    """Everything the template says."""
    round, cooperative = statement.round, statement.cooperative
    assert round.posted is not None
    return {
        "number": f"{round.reference}/{cooperative.pk}",
        "facts": [
            ["Koperasi", f"{cooperative.name}, {place_name(cooperative.region)}"],
            ["Putaran", f"{round.name} ({round.reference})"],
            ["Dibukukan", day(round.posted)],
        ],
        "cleared": rupiah(statement.cleared),
        "tables": [
            _table("Utang kami", "Kepada", statement.debts),
            _table("Piutang kami", "Dari", statement.claims),
        ],
        "reversed": f"Dibalik {day(round.counter.on)} dengan pencatatan lawan: semua jumlah di atas kembali "
        f"terutang. Alasan: {round.reason}"
        if round.counter
        else "",
    }


def _table(title: str, side: str, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "title": title,
        "side": side,
        "rows": [
            [
                row.planned.obligation.reference,
                row.partner.name,
                day(row.planned.obligation.due),
                rupiah(row.planned.before),
                rupiah(row.planned.amount),
                rupiah(row.planned.after),
            ]
            for row in rows
        ],
        "sums": [rupiah(total) for total in sums(rows)],
    }


def sums(rows: Sequence[Row]) -> tuple[int, int, int]:
    """Before, taken off, after: whole rupiah."""
    planned = [row.planned for row in rows]
    before, amount = sum(one.before for one in planned), sum(one.amount for one in planned)
    return before, amount, before - amount


def statement_workbook(statement: Statement) -> bytes:
    """The same as XLSX: one row a debt, amounts as numbers, sums below."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(statement.round.reference)
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    headings = [
        *(_("Tagihan"), _("Utang atau piutang"), _("Mitra"), _("Jatuh tempo")),
        *(_("Sebelum"), _("Diperjumpakan"), _("Sesudah")),
    ]
    sheet.write_row(0, 0, headings, bold)
    for number, row in enumerate(statement.rows, start=1):
        debt = row.planned.obligation
        sheet.write_string(number, 0, debt.reference)
        sheet.write_string(number, 1, _("Utang") if row.owes else _("Piutang"))
        sheet.write_string(number, 2, harmless(row.partner.name))
        sheet.write_datetime(number, 3, debt.due, day_format)
        for column, amount in enumerate((row.planned.before, row.planned.amount, row.planned.after), start=4):
            sheet.write_number(number, column, amount, money)
    last = len(statement.rows)
    for offset, (word, rows) in enumerate(
        ((_("Jumlah utang"), statement.debts), (_("Jumlah piutang"), statement.claims)), start=last + 1
    ):
        sheet.write_string(offset, 0, word, bold)
        for column, total in enumerate(sums(rows), start=4):
            sheet.write_number(offset, column, total, money)
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 2, 34)
    sheet.set_column(3, 6, 16)
    sheet.freeze_panes(1, 0)
    book.close()
    return made.getvalue()
