"""The command on bad input: one clear line on standard error, exit 1, and nothing lost."""

import json
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.command import Answer, Command
from tests.conftest import ROOT


def assert_one_line(answer: Answer, *words: str) -> None:
    assert answer.code == 1, answer
    assert len(answer.err.strip().splitlines()) == 1, answer.err
    for word in words:
        assert word in answer.err


def test_a_file_that_is_not_there(kg: Command) -> None:
    assert_one_line(kg("ingest", "nowhere.jsonl"), "nowhere.jsonl")


def test_a_binary_file(kg: Command, tmp_path: Path) -> None:
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    assert_one_line(kg("ingest", str(binary)), "picture.png")


def test_a_store_that_is_not_there(kg: Command) -> None:
    assert_one_line(kg("papers", "--benchmark", "miniF2F"), "kg.db", "kg ingest")


def test_a_store_that_is_no_database(kg: Command, tmp_path: Path) -> None:
    (tmp_path / "kg.db").write_text("this is no database, but long enough to be taken for one at first sight" * 20)
    assert_one_line(kg("stats"), "kg.db")


def test_an_address_that_names_no_store(kg: Command) -> None:
    assert_one_line(kg("stats", "--store", "postgres://somewhere"), "sqlite:///")


def test_an_unknown_name_is_answered_with_the_nearest(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    assert_one_line(kg("papers", "--benchmark", "minif3f"), "minif3f", "miniF2F", "kg search")


def test_an_unknown_paper_to_remove(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    assert_one_line(kg("remove", "paper:arxiv:9999.99999"), "9999.99999")


def test_wrong_usage_is_exit_2(kg: Command) -> None:
    assert kg("papers").code == 2
    assert kg("papers", "--benchmark", "a", "--method", "b").code == 2
    assert kg("no-such-command").code == 2


def test_a_broken_record_is_named_and_kept_and_the_rest_goes_on(kg: Command, records: Path, tmp_path: Path) -> None:
    with records.open("a", encoding="utf-8") as file:
        file.write('{"title": "Cut off\n')
    answer = kg("ingest", str(records), "--rejects", str(tmp_path / "rejects.jsonl"))
    assert answer.code == 0
    assert answer.out.splitlines()[-1] == "2 papers: 2 new, 0 updated, 0 unchanged, 1 rejected"
    assert "papers.jsonl:3" in answer.err
    assert json.loads((tmp_path / "rejects.jsonl").read_text())["raw"].startswith('{"title": "Cut off')


def test_a_port_that_is_taken(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert_one_line(kg("serve", "--port", str(port)), str(port))


@pytest.mark.neo4j
def test_a_wrong_password(neo4j_kg: Command) -> None:
    wrong = replace(neo4j_kg, secrets=neo4j_kg.secrets | {"KG_NEO4J_PASSWORD": "not-the-password"})
    answer = wrong("stats")
    assert_one_line(answer, "password")
    assert "not-the-password" not in answer.err


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert_one_line(Command(tmp_path, f"bolt://127.0.0.1:{port}")("stats"), str(port))


def test_a_disk_that_is_full(records: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    try:
        answer = Command(tmp_path, f"sqlite:///{disk / 'kg.db'}")("ingest", str(records))
        assert_one_line(answer, "full")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written(kg: Command, records: Path) -> None:
    assert_one_line(kg("ingest", str(records), "--store", "sqlite:////proc/kg.db"), "/proc/kg.db")


def test_a_reader_that_goes_away_is_no_failure(kg: Command, records: Path) -> None:
    head = shutil.which("head")
    assert head
    pipe = f'{sys.executable} -c "from api.cli import main; main()" extract {records} | {head} -c 1'
    done = subprocess.run(["sh", "-c", pipe], env=kg.env, cwd=ROOT, capture_output=True, check=False)
    assert done.stderr == b""
