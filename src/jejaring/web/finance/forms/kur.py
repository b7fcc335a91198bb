"""What is asked about a wish for people's business credit, and about a rule set."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.finance.faults import PACKAGE
from jejaring.finance.kur import Applicant
from jejaring.finance.kur.read import LARGEST_FILE
from jejaring.finance.kur.rules import APPLICANTS, FACTS
from jejaring.language import read_phrases
from jejaring.web.agreements.models import Agreement
from jejaring.web.common.forms import DayField
from jejaring.web.common.templatetags.figures import language
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.forms.loan import MOST_MONTHS
from jejaring.web.trade.forms.fields import NumberField, PlainField

KNOWN = [("", _("Belum diketahui")), ("ya", _("Ya")), ("tidak", _("Tidak"))]
PLAIN_FACTS = tuple(fact for fact in FACTS if fact != "agreement")
MOST_COUNT = 10**6
IN_FORCE = (Agreement.State.IN_FORCE, Agreement.State.AMENDING, Agreement.State.COMPLETED)


class KurForm(forms.Form):
    """Who wants how much for what, and what is known of them. Whatever is left out has yet to be shown."""

    kind = forms.ChoiceField(
        label=_("Pemohon"),
        choices=[
            ("group", _("Kelompok anggota, koperasi sebagai offtaker")),
            ("member", _("Seorang anggota")),
            ("cooperative", _("Koperasi sendiri")),
        ],
    )
    amount = NumberField(label=_("Jumlah (rupiah, untuk semua anggota bersama)"), decimals=0)
    purpose = forms.ChoiceField(
        label=_("Untuk"),
        choices=[("working-capital", _("Modal kerja")), ("investment", _("Investasi"))],
    )
    months = forms.IntegerField(
        label=_("Lamanya (bulan)"), min_value=1, max_value=MOST_MONTHS, required=False
    )
    day = DayField(
        label=_("Tanggal pengajuan"),
        initial=timezone.localdate,
        help_text=_("Berlaku aturan pada tanggal itu."),
    )
    agreement = forms.ChoiceField(
        label=_("Perjanjian dengan offtaker"),
        required=False,
        help_text=_("Perjanjian yang ditandatangani di Jejaring menjadi buktinya."),
    )
    members = forms.IntegerField(
        label=_("Anggota kelompok"), min_value=1, max_value=MOST_COUNT, required=False
    )
    business_months = forms.IntegerField(
        label=_("Usaha sudah berjalan (bulan)"), min_value=0, max_value=1200, required=False
    )
    accesses = forms.IntegerField(
        label=_("Sudah berapa kali menerima KUR"), min_value=0, max_value=100, required=False
    )
    sector = forms.ChoiceField(
        label=_("Bidang"),
        required=False,
        choices=[
            ("", _("Belum diketahui")),
            ("farm", _("Pertanian, perkebunan, perikanan, peternakan")),
            ("other", _("Lainnya")),
        ],
    )
    turnover = NumberField(label=_("Omzet setahun (rupiah)"), decimals=0, zero=True, required=False)
    workers = forms.IntegerField(
        label=_("Jumlah tenaga kerja"), min_value=0, max_value=MOST_COUNT, required=False
    )

    def __init__(self, cooperative: Cooperative, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.cooperative = cooperative
        own = Agreement.objects.filter(parties__cooperative=cooperative, state__in=IN_FORCE).order_by("-pk")
        chosen = self.fields["agreement"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ("", _("Belum ada")),
            *((one.number, f"{one.number}: {one.title}") for one in own[:200]),
        ]
        phrases = read_phrases(PACKAGE)
        for fact in PLAIN_FACTS:
            said = phrases.say(f"fact-{fact}", language())
            self.fields[fact] = forms.ChoiceField(
                label=said[0].upper() + said[1:], choices=KNOWN, required=False
            )

    def applicant(self) -> Applicant:
        """Who asks, as far as it is known."""
        data = self.cleaned_data
        assert data["kind"] in APPLICANTS
        turnover = data["turnover"]
        return Applicant(
            kind=data["kind"],
            members=data["members"],
            business_months=data["business_months"],
            accesses=data["accesses"],
            sector=data["sector"] or None,
            turnover=None if turnover is None else int(turnover),
            workers=data["workers"],
            province=self.cooperative.region[:2],
            agreement=data["agreement"],
            facts={fact: data[fact] == "ya" for fact in PLAIN_FACTS if data[fact]},
        )


class RuleSetForm(forms.Form):
    """A rule set as text."""

    text = PlainField(
        label=_("Aturan (TOML)"),
        max_length=LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "wrap": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
