"""Near-duplicate articles, and what two values can have in common."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest

from extractor.errors import UsageError
from extractor.reconcile.duplicates import near_duplicates
from extractor.reconcile.values import Fit, Stated, fit

BULLETIN = (
    "Sáng 10/5/2022, tại xã Cô Ba, huyện Bảo Lạc, tỉnh Cao Bằng, Bộ đội Biên phòng tỉnh phối hợp với các nhà hảo "
    "tâm tổ chức chương trình thăm hỏi, tặng quà bà con vùng biên giới. Ban tổ chức đã trao 150 suất quà cho hộ "
    "nghèo, mỗi suất gồm gạo, dầu ăn và nhu yếu phẩm, góp phần động viên bà con bám đất, bám làng."
)
OTHER = (
    "Chiều 3/6/2023, Công an thành phố Pleiku, tỉnh Gia Lai tổ chức lễ ra mắt mô hình camera an ninh tại các tổ dân "
    "phố. Mô hình do người dân đóng góp kinh phí lắp đặt, giao cho tổ tự quản vận hành, bảo trì và báo tin khi có "
    "vụ việc về an ninh trật tự xảy ra trên địa bàn phường."
)


def test_copies_excerpts_and_other_spellings_are_found():
    found = near_duplicates(
        {
            "first": BULLETIN,
            "tones": BULLETIN.replace("hòa", "hoà").upper(),
            "excerpt": BULLETIN.partition(". ")[0] + ".",
            "other": OTHER,
        }
    )
    assert dict(found.cluster) == {"first": "first", "tones": "first", "excerpt": "first", "other": "other"}
    assert found.same("tones", "excerpt")
    assert not found.same("first", "other")


def test_bulletins_of_one_form_with_other_content_are_not_copies():
    monthly = (
        "Tháng {0}, thời tiết ở {1} nắng ráo; Công an {1} phát hiện {2} vụ, bắt {3} đối tượng, thu giữ {4} kg ma túy, "
        "xử phạt {5} triệu đồng, lập {6} hồ sơ, triệt phá {7} tụ điểm, tuyên truyền {8} buổi."
    )
    texts = {
        "a": monthly.format(1, "tỉnh Sơn La", 12, 15, 3, 90, 14, 2, 31),
        "b": monthly.format(2, "thành phố Huế", 9, 11, 1, 75, 10, 1, 28),
    }
    assert not near_duplicates(texts).same("a", "b")


def test_empty_and_very_short_texts_are_nobody_s_copy():
    assert not near_duplicates({"a": "", "b": "", "c": "Ảnh: TTXVN"}).same("a", "b")


def test_a_missing_library_is_said_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(UsageError, match=r"needs datasketch; pip install 'vn-press-extractor\[compare\]'"):
        near_duplicates({"a": BULLETIN})


@pytest.mark.parametrize(
    "left, right, measure, expected",
    [
        (("1399", "exact"), ("1399", "exact"), False, Fit.EQUAL),
        (("1300", "more_than"), ("1399", "exact"), False, Fit.ROUNDED),
        (("1300", "more_than"), ("1299", "exact"), False, Fit.DIFFER),
        (("1400", "nearly"), ("1399", "exact"), False, Fit.ROUNDED),
        (("1400", "nearly"), ("1401", "exact"), False, Fit.DIFFER),
        (("500", "about"), ("487", "exact"), False, Fit.ROUNDED),
        (("500", "about"), ("450", "exact"), False, Fit.DIFFER),
        (("12500", "exact"), ("12487", "exact"), True, Fit.ROUNDED),
        (("12500", "exact"), ("12487", "exact"), False, Fit.DIFFER),
        (("33", "exact"), ("38", "exact"), False, Fit.DIFFER),
        (("5.4", "exact"), ("5.2", "exact"), True, Fit.DIFFER),
        (("40", "more_than"), ("43", "about"), False, Fit.OVERLAP),
    ],
)
def test_when_two_values_can_be_one(left, right, measure, expected):
    one, other = (Stated.of(Decimal(value), approx=approx) for value, approx in (left, right))
    assert fit(one, other, measure=measure) is expected
    assert fit(other, one, measure=measure) is expected


def test_a_range_holds_what_lies_inside():
    between = Stated.of(Decimal(230), Decimal(240), "range")
    assert fit(between, Stated.of(Decimal(236)), measure=False) is Fit.ROUNDED
    assert fit(between, Stated.of(Decimal(245)), measure=False) is Fit.DIFFER
