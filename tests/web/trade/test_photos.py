import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from jejaring.web.trade.actions import photos
from jejaring.web.trade.models import Photo
from jejaring.web.trade.photos import made_safe

pytestmark = pytest.mark.django_db
WHERE = 0x8825  # EXIF: where it was taken


@pytest.fixture
def own(client, person, cooperative, listing):
    owner = cooperative()
    client.force_login(person(owner), backend="allauth.account.auth_backends.AuthenticationBackend")
    return listing(owner)


def picture(size=(3000, 2000), form="JPEG", colour=(120, 90, 40)):
    drawn = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "Telepon Contoh"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(WHERE)[1] = "S"
    Image.new("RGB", size, colour).save(drawn, form, exif=exif)
    return drawn.getvalue()


def send(client, listing, content, name="foto.jpg"):
    return client.post(
        f"/pasar/{listing.pk}/foto/", {"photo": SimpleUploadedFile(name, content)}, follow=True
    )


def test_a_photo_is_drawn_anew_small_upright_and_without_its_place(client, own):
    send(client, own, picture())
    photo = Photo.objects.get()
    kept = Image.open(photo.image.path)
    assert max(kept.size) == 1280
    assert kept.height > kept.width  # turned upright
    assert not kept.getexif()
    assert b"Telepon Contoh" not in photo.image.read()
    assert client.get(f"/pasar/foto/{photo.pk}/")["Content-Type"] == "image/jpeg"


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_photo_is_drawn(client, own, monkeypatch):
    waited = []

    def drawn(*given):
        waited.append(connection.in_atomic_block)
        return made_safe(*given)

    monkeypatch.setattr(photos, "made_safe", drawn)
    send(client, own, picture((40, 30)))
    assert waited == [False]
    assert Photo.objects.count() == 1


def test_a_photo_of_30_megabytes_is_refused_kindly(client, own):
    page = send(client, own, b"\xff\xd8\xff" + b"0" * 30 * 2**20)
    assert "Foto ini terlalu besar (30 MB)" in page.content.decode()
    assert not Photo.objects.exists()


def bomb():
    drawn = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload='alert(1)'/>", b"GIF89a", b"\xff\xd8\xff broken", picture()[:500]]
)
def test_what_is_no_photo_is_refused_kindly(client, own, content):
    page = send(client, own, content)
    assert page.status_code == 422
    assert list(page.context["photo_form"].errors) == ["photo"]
    assert not Photo.objects.exists()


def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused(client, own):
    page = send(client, own, bomb())
    assert list(page.context["photo_form"].errors) == ["photo"]
    assert not Photo.objects.exists()


def test_the_same_photo_twice_is_one_and_there_are_at_most_four(client, own):
    send(client, own, picture((40, 30)))
    send(client, own, picture((40, 30)))
    assert Photo.objects.count() == 1
    for shade in range(5):
        send(client, own, picture((40, 30), colour=(shade * 40, 0, 0)))
    assert Photo.objects.count() == Photo.MOST


def test_removing_takes_the_file_away(client, own, django_capture_on_commit_callbacks):
    send(client, own, picture((40, 30)))
    photo = Photo.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/pasar/foto/{photo.pk}/hapus/")
    assert not Photo.objects.exists()
    assert not photo.image.storage.exists(photo.image.name)


def test_photos_of_a_closed_listing_are_not_shown_to_others(client, own, person):
    send(client, own, picture((40, 30)))
    type(own).objects.update(state="tutup")
    client.force_login(person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/pasar/foto/{Photo.objects.get().pk}/").status_code == 404
