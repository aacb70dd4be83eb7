"""Every command and option is explained in Indonesian with an example, and no English word of the framework is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
import typer

from spbe_checklist.cli import choices
from spbe_checklist.cli.app import run, with_default_command
from spbe_checklist.cli.options import SECTION_FORMATS
from spbe_checklist.cli.registry import COMMANDS
from spbe_checklist.reports.view import ONLY
from spbe_checklist.verdict.gate_rules import FAIL_ON

ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show this|message|exit|default|required|error|try|missing argument|"
    r"invalid|no such|help for|the|and|file|directory|path|text|integer|float|boolean|choice)\b",
    re.IGNORECASE,
)
"""Words of typer and click; those below are values and option names that users type."""
OWN = {"text", "missing"}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its words, groups opened."""
    for name, entry in COMMANDS.items():
        loaded = entry.load(name)
        yield name, loaded
        if (inside := getattr(loaded, "commands", None)) is not None:  # typer carries a click of its own
            for inner, command in inside.items():
                yield f"{name} {inner}", command


ALL = dict(commands())
RUNNABLE = {words: command for words, command in ALL.items() if not hasattr(command, "commands")}


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run([*arguments, "--help"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


@pytest.mark.parametrize("words", ALL)
def test_every_command_says_what_it_does_with_an_example(words: str) -> None:
    help_text = ALL[words].help or ""
    assert "Contoh: spbe-check " in help_text, words
    assert f"spbe-check {words}" in help_text or words == "check", help_text


@pytest.mark.parametrize("words", RUNNABLE)
def test_every_option_says_what_it_does_with_an_example(words: str) -> None:
    for parameter in RUNNABLE[words].params:
        if parameter.name == "help":
            continue
        help_text = getattr(parameter, "help", "") or ""
        assert "Contoh: " in help_text, f"{words}: {parameter.name}"
        if isinstance(parameter, click.Option) and "spbe-check " not in help_text:
            example = help_text.rpartition("Contoh: ")[2]
            assert any(name in example for name in (*parameter.opts, *parameter.secondary_opts)), (
                f"{words}: the example of {parameter.opts} shows another option: {example}"
            )


@pytest.mark.parametrize("words", ["", *ALL])
def test_help_is_indonesian_throughout(capsys: pytest.CaptureFixture[str], words: str) -> None:
    text = shown(capsys, *words.split())
    assert text.startswith("Pemakaian: spbe-check")
    assert "Tampilkan bantuan ini." in text
    typed = re.sub(r"--?[a-z][a-z-]*|\S*[:/=.|\\]\S*|spbe-check [a-z -]*", " ", text)
    known = OWN | {part for name in ALL for part in name.split()}
    found = {match.group(0).lower() for match in ENGLISH.finditer(typed)} - known
    assert found == set(), text


def test_the_list_of_commands_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)
    for name, entry in COMMANDS.items():
        assert re.search(rf"(?m)^  {re.escape(name)}\b", text)
        assert (ALL[name].help or "").startswith(entry.summary.rstrip(".")), name


def test_help_fits_a_narrow_screen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERMINAL_WIDTH", "60")
    for words in ALL:
        assert shown(capsys, *words.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "Isian FOLDER belum diberikan."),
        (["check", "a", "b"], "Isian yang tidak dikenal: b"),
        (["check", "x", "--tergat", "3"], "Pilihan --tergat tidak dikenal."),
        (["check", "x", "--target"], "Pilihan --target memerlukan isian."),
        (["check", "x", "--target", "9"], "di luar batas"),
        (["check", "x", "--target", "tiga"], "Isian --target harus bilangan bulat"),
        (["check", "x", "--min-complete", "banyak"], "Isian --min-complete harus bilangan"),
        (["check", "x", "--ocr", "kadang"], "pilih salah satu"),
        (["catalogue", "tampil"], "Perintah tampil tidak dikenal."),
        (["check", "x", "--detail=ya"], "tidak memakai isian"),
    ],
)
def test_usage_errors_are_indonesian(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err
    first = captured.err.splitlines()[0]
    assert not {match.group(0).lower() for match in ENGLISH.finditer(first)} - OWN, first


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert re.fullmatch(r"spbe-check \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_typer_is_what_the_patterns_were_written_for() -> None:
    assert hasattr(typer, "Typer")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["cofirm", "x"], "spbe-check confirm"),
        (["catalogue", "shwo"], "spbe-check catalogue show"),
        (["plan", "x", "--target-idx", "3"], "--target-index"),
        (["check", "x", "--ocr", "nver"], "--ocr never"),
        (["check", "x", "--only", "belumada"], "--only belum-ada"),
        (["check", "x", "--fail-on", "mising"], "--fail-on missing"),
        (["plan", "x", "--from", "asessor"], "--from asesor"),
        (["diff", "x", "y", "--format", "exel"], "--format excel"),
    ],
)
def test_the_nearest_word_is_named(capsys: pytest.CaptureFixture[str], arguments: list[str], meant: str) -> None:
    assert run(arguments) == 2
    assert f"Maksud Anda: {meant}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "known", "words"),
    [
        ("--fail-on", FAIL_ON, {"belum-ada": "missing", "perlu_diperiksa": "doubtful", "Missing": "missing"}),
        ("--ocr", ("auto", "never", "always"), {"tidak": "never", "selalu": "always", "otomatis": "auto"}),
        ("--only", tuple(ONLY), {"belum-ada": "belum-ada", "missing": "missing", "perlu-diperiksa": "perlu-diperiksa"}),
        ("--from", ("bukti", "mandiri", "asesor"), {"evidence": "bukti", "claimed": "mandiri", "assessed": "asesor"}),
        ("--format", SECTION_FORMATS, {"excel": "xlsx", "word": "docx", "teks": "text", "PDF": "pdf"}),
    ],
)
def test_values_are_read_in_both_languages(option: str, known: tuple[str, ...], words: dict[str, str]) -> None:
    assert {word: choices.meant(option, word, known) for word in words} == words


def test_output_and_out_are_one_option() -> None:
    for words, command in RUNNABLE.items():
        for parameter in command.params:
            assert not {"--out", "--output"} & {*parameter.opts} or {"--out", "--output"} <= {*parameter.opts}, words


def test_a_result_may_be_a_folder_wherever_one_is_asked_for() -> None:
    for words, command in RUNNABLE.items():
        for parameter in command.params:
            if getattr(parameter, "metavar", "") == "HASIL":
                assert "folder" in str(getattr(parameter, "help", "")), words


def test_words_of_earlier_versions_still_work_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert with_default_command(["watch", "x"]) == ["diff", "--watch", "x"]
    assert with_default_command(["trend", "a", "b"]) == ["diff", "--trend", "a", "b"]
    assert capsys.readouterr().err.count("kata lama berlaku satu versi lagi") == 2
