"""HTML: the article with its lead, its regions at their offsets, its date, and nothing else."""

from __future__ import annotations

import pytest

from extractor.model import Document
from extractor.readers import read

LEAD = "Từ đầu năm đến nay, người dân trong xã đã tự nguyện giao nộp 12 khẩu súng tự chế."
FIRST = (
    "Công an xã phối hợp với các đoàn thể tuyên truyền về quản lý, sử dụng vũ khí, vật liệu nổ tại 15 thôn."
)
SECOND = "Kết quả, lực lượng chức năng tiếp nhận 35 viên đạn các loại và 7 quả lựu đạn còn sót lại sau chiến tranh."
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<nav><a href="/">Trang chủ</a> <a href="/login">Đăng nhập</a></nav>
<article><h1>{title}</h1>{lead}<p>{first}</p>
<figure><img src="a.jpg"><figcaption>Công an xã tuyên truyền cho 20 người dân.</figcaption></figure>
<p>{second}</p><table><tr><th>Xã</th><th>Súng</th></tr><tr><td>Tân Lập</td><td>12</td></tr></table>
<p>Bài, ảnh: An Bình</p></article>
<aside><a href="/x">Tin liên quan: 5 vụ cháy</a></aside><footer>Giấy phép số 123/GP-BTTTT</footer></body></html>"""
TITLE = "Người dân xã Tân Lập giao nộp vũ khí"


def page(head="", lead=""):
    return PAGE.format(title=TITLE, head=head, lead=lead, first=FIRST, second=SECOND)


def document(tmp_path, markup, encoding="utf-8"):
    (tmp_path / "a.html").write_bytes(markup.encode(encoding))
    (item,) = read([str(tmp_path)])
    assert isinstance(item, Document), item
    return item


LEADS = {
    "element": {"lead": f'<h2 class="detail-sapo sapo">{LEAD}</h2>'},
    "paragraph": {"lead": f'<p class="description"><span>Tân Lập</span> {LEAD}</p>'},
    "description": {"head": f'<meta name="description" content="{LEAD}">'},
}


@pytest.mark.parametrize("parts", LEADS.values(), ids=LEADS)
def test_the_lead_is_kept_once(tmp_path, parts):
    text = document(tmp_path, page(**parts)).text
    assert text.count(LEAD) == 1
    assert text.index(TITLE) < text.index(LEAD) < text.index(FIRST) < text.index(SECOND)


def test_a_description_that_was_cut_is_no_lead(tmp_path):
    cut = f'<meta name="description" content="{LEAD[:60]}...">'
    assert LEAD[:40] not in document(tmp_path, page(head=cut)).text


def test_regions_are_where_they_say(tmp_path):
    found = document(tmp_path, page(lead=f'<p class="sapo">{LEAD}</p>'))
    regions = {}
    for section in found.sections:
        regions.setdefault(section.kind, []).append(found.text[section.start : section.end])
    assert regions["title"] == [TITLE]
    assert regions["lead"] == [LEAD]
    assert regions["list"] == ["Xã | Súng", "Tân Lập | 12"]
    assert regions["caption"] == ["Công an xã tuyên truyền cho 20 người dân."]
    assert FIRST in regions["body"]
    assert found.title == TITLE


def test_boilerplate_stays_outside(tmp_path):
    text = document(tmp_path, page()).text
    for words in ("Trang chủ", "Đăng nhập", "Tin liên quan", "Giấy phép"):
        assert words not in text


@pytest.mark.parametrize(
    "head, published",
    [
        (
            '<meta property="article:published_time" content="2024-03-14T08:30:00+07:00">',
            "2024-03-14T08:30:00+07:00",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-14"}</script>',
            "2024-03-14",
        ),
        ('<meta name="pubdate" content="2024-03-14">', "2024-03-14"),
    ],
)
def test_the_date_of_the_page(tmp_path, head, published):
    found = document(tmp_path, page(head=head)).published
    assert found is not None
    assert found.startswith(published[:10])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_encodings_of_pages(tmp_path, encoding):
    plain = page().replace("utf-8", encoding)
    text = "".join(char for char in plain if char.encode(encoding, "ignore") or encoding != "cp1258")
    assert "Công an" in document(tmp_path, text, encoding).text


@pytest.mark.parametrize(
    "markup, error",
    [
        ("", "empty text"),
        ("<html></html>", "no article on the page"),
        ("<html><body><nav><a href='/'>x</a></nav></body></html>", "no article on the page"),
        ("\x00\x01" * 200, "binary data"),
    ],
)
def test_pages_without_article(tmp_path, markup, error):
    (tmp_path / "a.html").write_bytes(markup.encode())
    (failure,) = read([str(tmp_path)])
    assert not isinstance(failure, Document)
    assert failure.error.startswith(error)
