"""Keep papers: each is set once, and the same file is given ever after."""

import hashlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import translation

from jejaring.web.agreements.models import Document
from jejaring.web.agreements.models.document import new_token


def paper(kind: str, subject: str, make: Callable[[str], bytes]) -> Document:
    """The paper of a subject; `make` sets it from its token the first time it is asked for."""
    known = Document.objects.filter(subject=subject).first()
    if known is not None:
        return known
    token = new_token()
    with translation.override("id"):
        content = make(token)
    document = Document(kind=kind, subject=subject, token=token, digest=hashlib.sha256(content).hexdigest())
    try:
        with transaction.atomic():
            document.file.save(f"{token}.pdf", ContentFile(content), save=False)
            document.save()
    except IntegrityError:  # somebody asked for it at the same moment, and was first
        document.file.storage.delete(str(document.file.name))
        return Document.objects.get(subject=subject)
    return document
