"""Files go out under their record's guard, as attachments, and nothing in them runs."""

import pytest

from liangxin.access.actor import Actor
from liangxin.files.choices import FileKind
from liangxin.files.models import StoredFile
from liangxin.files.services.uploads import keep_file
from tests.access.factories import make_user
from tests.files import factories as made
from tests.helpers import NOW, client_for

pytestmark = pytest.mark.django_db


def keep(content: bytes, name: str = "名单 a.bin") -> StoredFile:
    return keep_file(actor_user_id=None, upload=content, name=name, purpose=made.PURPOSE, now=NOW)


def test_a_document_is_an_attachment_in_which_nothing_runs() -> None:
    with made.a_purpose():
        kept = keep(made.PDF, "名单.pdf")
        answer = client_for().get(f"/files/{kept.slug}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == made.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E5%90%8D%E5%8D%95.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_text_is_never_shown_as_a_page() -> None:
    with made.a_purpose(kinds=frozenset({FileKind.TEXT})):
        answer = client_for().get(f"/files/{keep(b'a < b').slug}/")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment;")


def test_an_image_is_shown_inside_pages_and_kept_for_a_while() -> None:
    with made.a_purpose():
        kept = keep(made.photo(), "hall.jpg")
        whole, small = (client_for().get(f"/files/{kept.slug}/{end}") for end in ("", "small/"))
        assert b"".join(whole.streaming_content)[8:12] == b"WEBP"
        assert len(b"".join(small.streaming_content)) < kept.size
        assert whole["Content-Disposition"] == 'inline; filename="hall.webp"'
        assert whole["Content-Type"] == small["Content-Type"] == "image/webp"
        assert whole["Cache-Control"] == "public, max-age=3600"
        again = client_for().get(f"/files/{kept.slug}/", headers={"If-None-Match": whole["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        down = client_for().get(f"/files/{kept.slug}/?download")
        assert down["Content-Disposition"] == 'attachment; filename="hall.webp"'
        assert b"".join(down.streaming_content)


def test_the_guard_of_the_purpose_is_asked_of_the_acting_grant_and_of_the_account() -> None:
    mine, other = make_user(), make_user()
    asked: list[Actor] = []

    def only_mine(actor: Actor, file: StoredFile) -> bool:
        asked.append(actor)
        return actor.user_id == mine.pk

    with made.a_purpose(may_read=only_mine):
        kept = keep(made.photo())
        own = client_for(mine).get(f"/files/{kept.slug}/")
        assert b"".join(own.streaming_content)
        assert (own.status_code, own["Cache-Control"]) == (200, "private, no-cache")
        for client in (client_for(other), client_for()):
            assert client.get(f"/files/{kept.slug}/").status_code == 404
            assert client.get(f"/files/{kept.slug}/small/").status_code == 404
            again = client.get(f"/files/{kept.slug}/", headers={"If-None-Match": own["ETag"]})
            assert again.status_code == 404  # what one holds already is not told either
    assert {actor.user_id for actor in asked} == {mine.pk, other.pk, None}


def test_a_purpose_that_hides_its_images_hands_them_out_as_attachments() -> None:
    with made.a_purpose(inline=False):
        answer = client_for().get(f"/files/{keep(made.photo(), 'id.jpg').slug}/")
        assert b"".join(answer.streaming_content)
    assert answer["Content-Disposition"] == 'attachment; filename="id.webp"'


def test_not_found_where_nobody_guards_or_nothing_is_left() -> None:
    with made.a_purpose():
        kept = keep(made.PDF)
        assert client_for().get(f"/files/{kept.slug}/small/").status_code == 404
        assert client_for().post(f"/files/{kept.slug}/").status_code in (403, 405)
        StoredFile.objects.filter(pk=kept.pk).update(content="2026/11/gone.pdf")
        assert client_for().get(f"/files/{kept.slug}/").status_code == 404
    assert client_for().get(f"/files/{kept.slug}/").status_code == 404  # the purpose is declared by nobody any more
