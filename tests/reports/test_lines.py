"""Logical lines on a screen: nothing is lost, nothing sticks out, further lines hang behind what they belong to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spbe_checklist.reports.lines import cut, fit, width_of, wrap

SAID = st.text(st.sampled_from("ab 漢é-(/"), max_size=60)


@given(SAID, st.integers(10, 40), st.sampled_from(["", "  ", "    - "]))
def test_every_word_is_there_and_no_line_sticks_out(text: str, width: int, first: str) -> None:
    lines = wrap(text, width, first)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(line) for line in lines).replace(" ", "") == (first + text).replace(" ", "")


@given(SAID, st.integers(3, 40))
def test_a_cut_text_ends_with_a_whole_word_or_says_that_it_is_cut(text: str, width: int) -> None:
    shown = cut(text, width)
    assert width_of(shown) <= width
    assert shown == text or shown.endswith("…")
    assert cut("Layanan Pengawasan Internal Pemerintah", 32) == "Layanan Pengawasan Internal…"


def test_further_lines_hang_behind_marks_numbers_and_labels() -> None:
    text = "Judul\n\n? berkas panjang sekali.pdf\n    kurang: satu dua tiga empat\nI1.L2.a   satu dua tiga empat\n"
    assert fit(text, 22).splitlines() == [
        "Judul",
        "",
        "? berkas panjang",
        "  sekali.pdf",
        "    kurang: satu dua",
        "            tiga empat",
        "I1.L2.a   satu dua",
        "          tiga empat",
    ]


def test_a_name_keeps_its_double_blank() -> None:
    assert wrap("02.  KAK Kursi.docx lama sekali", 24) == ["02.  KAK Kursi.docx lama", "sekali"]


def test_lines_that_fit_stay_as_they_are_and_none_is_coloured_unasked() -> None:
    text = "a  b   c\n\n  x\n"
    assert fit(text, 80) == text
    assert fit("", 80) == ""


def test_colours_follow_marks_and_statuses() -> None:
    shown = fit("Judul\n  isi\n\n+ baik\n? ragu\nSatu butir: Belum ada\n", 80, colour=True).splitlines()
    assert shown[0] == "\x1b[1mJudul\x1b[0m"
    assert shown[1] == "  isi"
    assert [line.partition("m")[0] for line in shown[3:]] == ["\x1b[38;5;28", "\x1b[38;5;130", "\x1b[38;5;160"]
