"""What is asked about a ValueFlows document that is sent in."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
"""Bytes, as of a document that a program sends."""
MEGABYTE = 1024 * 1024


class DocumentForm(forms.Form):
    """A file of JSON-LD."""

    file = forms.FileField(
        label=gettext_lazy("Dokumen ValueFlows (JSON-LD)"),
        widget=forms.FileInput(attrs={"accept": ".json,.jsonld,application/ld+json,application/json"}),
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_file(self) -> Any:
        """What the file says."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari %(limit)s MB. Bagilah menjadi beberapa dokumen.")
                % {"limit": f"{LARGEST / MEGABYTE:.1f}".replace(".", ",")}
            )
        try:
            return json.loads(file.read())
        except json.JSONDecodeError as fault:
            raise forms.ValidationError(
                _("Bukan JSON: baris %(line)s, huruf ke-%(column)s.")
                % {"line": fault.lineno, "column": fault.colno}
            ) from None
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("Bukan JSON.")) from None
