"""Runs on a real S3 interface (moto's server)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest

from spbe_checklist.errors import InputError
from spbe_checklist.reading.remote.address import drive_address
from spbe_checklist.reading.remote.listing import list_drive
from tests.remote.runs import FILES, QUICK, check, comparable, documents
from tests.remote.servers import Door, serving_s3


@dataclass(frozen=True)
class Bucket:
    """A bucket with the evidence under ``2024/``."""

    door: Door
    client: object

    def put(self, name: str, content: bytes) -> None:
        self.client.put_object(Bucket="bukti-spbe", Key=f"2024/{name}", Body=content)  # type: ignore[attr-defined]


@pytest.fixture
def bucket(evidence: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Bucket]:
    with serving_s3() as (door, port):
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "kunci")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "kunci-rahasia-s3")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
        client = boto3.client("s3")
        client.create_bucket(Bucket="bukti-spbe")
        made = Bucket(door, client)
        for name in (*FILES, "spbe.yaml"):
            made.put(name, (evidence / name).read_bytes())
        door.reset()
        yield made
        client.close()


def _fetched(bucket: Bucket) -> set[str]:
    prefix = "/bukti-spbe/2024/"
    return {path.removeprefix(prefix) for path in bucket.door.gets if path.startswith(prefix)}


def test_a_bucket_gives_the_same_result_as_the_folder(bucket: Bucket, evidence: Path, cache: Path) -> None:
    first = check("s3://bukti-spbe/2024", cache)
    assert comparable(first.result) == comparable(check(evidence, None).result)
    assert first.result.run.folder == "s3://bukti-spbe/2024"
    assert _fetched(bucket) >= {name for name, text in FILES.items() if text and name != "Thumbs.db"}
    assert set(bucket.door.counts) <= {"GET", "HEAD"}

    bucket.door.reset()
    second = check("s3://bukti-spbe/2024/", cache)
    assert comparable(second.result) == comparable(first.result)
    assert _fetched(bucket) == {"spbe.yaml"}

    bucket.put("a%20b.txt", b"Isi yang lain.")
    bucket.door.reset()
    third = documents(check("s3://bukti-spbe/2024", cache).result)
    assert _fetched(bucket) == {"spbe.yaml", "a%20b.txt"}
    assert third["a%20b.txt"].sha256 != documents(first.result)["a%20b.txt"].sha256


def test_errors_of_the_server_are_tried_again(bucket: Bucket, evidence: Path) -> None:
    report = "Indikator 21/Laporan manajemen risiko SPBE 2024.txt"
    bucket.door.goes_wrong("GET", f"/bukti-spbe/2024/{report}", "503", "500")
    bucket.door.goes_wrong("GET", "/bukti-spbe/2024/a%20b.txt", "always 500")
    found, local = documents(check("s3://bukti-spbe/2024", None).result), documents(check(evidence, None).result)
    assert set(found) == set(local)
    assert found[report].sha256 == local[report].sha256
    assert found["a%20b.txt"].health == "tidak_terbaca"
    assert "4 kali" in found["a%20b.txt"].reason


def test_a_bucket_that_is_not_there(bucket: Bucket) -> None:
    address = drive_address("s3://ember-lain/2024")
    assert address is not None
    with pytest.raises(InputError, match="tidak ada di server"):
        list_drive(address, QUICK)


def test_no_keys(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    address = drive_address("s3://bukti-spbe/2024")
    assert address is not None
    with pytest.raises(InputError) as caught:
        list_drive(address, QUICK)
    assert "AWS_ACCESS_KEY_ID" in caught.value.hint
