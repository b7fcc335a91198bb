"""Keep the photographs of a receipt."""

from collections.abc import Sequence

from django.core.files.base import ContentFile

from jejaring.web.agreements.models import Event, Picture
from jejaring.web.trade.photos import Picture as Drawn


def keep_pictures(event: Event, pictures: Sequence[Drawn]) -> None:
    """Photographs that were made safe before; the same one twice is one."""
    for digest, drawn in {each.digest: each for each in pictures}.items():
        picture = Picture(event=event, digest=digest, width=drawn.width, height=drawn.height)
        picture.image.save(f"{event.pk}-{digest[:12]}.jpg", ContentFile(drawn.content), save=False)
        picture.save()
