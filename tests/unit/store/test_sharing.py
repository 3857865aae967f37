"""Several processes at one file, and disks that do not take what is written."""

import os
import resource
import sqlite3
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from coder.domain.response import Respondent, Response, Span
from coder.errors import ProjectError
from coder.store.connection import Database, Mode
from coder.store.project import Project
from coder.store.records import NewDivision
from tests.unit.store.conftest import TEXTS, key, made


@pytest.fixture
def divided(project):
    project.divide([NewDivision(response.id, (Span(0, 9),), "auto", "splitter") for response in project.responses()])
    return project


def test_a_reader_beside_a_writer_sees_what_was_saved(divided):
    with Project.open(divided.path, read_only=True) as reader:
        with divided.transaction():
            divided.record([made(1, "kind")])
            assert reader.decisions() == []
        assert len(reader.decisions()) == 1


def test_a_second_writer_waits_and_is_then_refused_in_words(divided):
    with Project.open(divided.path, patience=0.05) as other:
        with divided.transaction():
            divided.record([made(1, "kind")])
            with pytest.raises(ProjectError, match="is being written by another process") as caught:
                other.record([made(2, "queue")])
            assert "try again" in caught.value.hint
        other.record([made(2, "queue")])
        assert [one.codes for one in divided.decisions()] == [("kind",), ("queue",)]


def test_two_writers_take_turns(divided):
    def work(number):
        with Project.open(divided.path) as mine:
            for _ in range(15):
                mine.record([made(number, "kind")])

    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(divided.log()) == 45


def test_threads_share_a_project_but_not_a_transaction(divided):
    seen = []
    with divided.transaction():
        divided.record([made(1, "kind")])
        thread = threading.Thread(target=lambda: seen.append(len(divided.decisions())))
        thread.start()
        thread.join()
    assert seen == [0]


def test_commit_is_tried_again_while_a_reader_stays(divided):
    writer = Database(divided.path, Mode.WRITE, patience=0.2)
    with closing(sqlite3.connect(divided.path, isolation_level=None, check_same_thread=False)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM meta").fetchone()
        leave = threading.Timer(0.3, lambda: reader.execute("ROLLBACK"))
        with writer.writing() as connection:
            connection.exec_driver_sql("UPDATE meta SET value = 'unit' WHERE key = 'created'")
            leave.start()
        leave.join()
    assert divided.meta("created") == "unit"
    writer.close()


def test_a_commit_that_is_never_let_in_writes_nothing(divided):
    with Project.open(divided.path, patience=0.02) as other, divided.snapshot():
        assert divided.decisions() == []
        with pytest.raises(ProjectError, match="another process"):
            other.record([made(1, "kind")])
    assert divided.log() == []


def test_a_snapshot_is_one_state_and_for_reading(divided):
    with divided.snapshot():
        assert len(divided.responses()) == len(divided.comments())
        with pytest.raises(RuntimeError):
            divided.set_meta("coder", "ann")


def test_a_failed_transaction_leaves_nothing(divided):
    with pytest.raises(KeyboardInterrupt), divided.transaction():
        divided.record([made(1, "kind")])
        raise KeyboardInterrupt
    assert divided.log() == []


def test_a_failed_part_leaves_the_rest_of_the_transaction(divided):
    with divided.transaction():
        divided.record([made(1, "kind")])
        with pytest.raises(ProjectError):
            divided.record([made(2, "queue"), made(99, "queue")])
        divided.record([made(3, "far")])
    assert [one.comment for one in divided.decisions()] == [1, 3]


@pytest.mark.parametrize("together", [False, True])
def test_a_full_disk(divided, together):
    divided.record([made(1, "kind")])
    before = divided.log()
    with divided._database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    many = [made(1, *(f"code-{n}" for n in range(200))) for _ in range(200)]
    with pytest.raises(ProjectError, match="no room left"):
        if together:
            with divided.transaction():
                divided.set_meta("coder", "ann")
                divided.record(many)
        else:
            divided.record(many)
    assert divided.log() == before
    assert divided.meta("coder") is None
    with Project.open(divided.path) as again:
        again.record(many)
        assert len(again.log()) == 1 + len(many)


def _in_child(act):
    """Run something in a process of its own; returns the message of the ProjectError it met."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            act()
            os.write(write, b"nothing was refused")
        except ProjectError as error:
            os.write(write, error.message.encode())
        except BaseException as error:
            os.write(write, repr(error).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        message = said.read()
    os.waitpid(child, 0)
    return message


def test_a_disk_that_fails_in_the_middle_of_a_write(create, path):
    create().close()
    size = path.stat().st_size

    def act():
        with Project.open(path) as project:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, resource.RLIM_INFINITY))
            names = [f"n{number}" for number in range(2000)]
            project.add_responses([Respondent(id=n) for n in names], [Response(key(n), n * 50) for n in names])

    assert "reported an error" in _in_child(act)
    with Project.open(path) as project:
        assert [response.text for response in project.responses()] == list(TEXTS.values())


@pytest.fixture
def locked_away(create, path):
    """A project that an ordinary user may read and not write, in a folder likewise."""
    create().close()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "study.coder")
        copy.write_bytes(path.read_bytes())
        copy.chmod(0o444)
        Path(folder).chmod(0o555)
        yield copy
        Path(folder).chmod(0o700)


def _as_ordinary_user():
    if os.geteuid() == 0:
        os.setuid(65534)


def test_whether_a_file_can_be_written_is_told_without_writing(divided, tmp_path):
    before = divided.path.read_bytes()
    assert Project.refusal(divided.path) is None
    with divided.transaction():
        divided.set_meta("coder", "ann")
        assert Project.refusal(divided.path) is None, "somebody who is writing will have finished"
    other = tmp_path / "other"
    other.write_text("no project\n" * 100)
    assert Project.refusal(other) is None, "opening it says what it is"
    assert len(divided.path.read_bytes()) == len(before)


@pytest.mark.parametrize("writable", ["file", "folder", "neither"])
def test_a_file_or_folder_that_may_not_be_written_is_told(locked_away, writable):
    locked_away.chmod(0o666 if writable == "file" else 0o444)
    locked_away.parent.chmod(0o777 if writable == "folder" else 0o555)

    def ask():
        _as_ordinary_user()
        refused = Project.refusal(locked_away)
        assert refused is not None
        raise refused

    assert "cannot be opened for writing" in _in_child(ask)


def test_a_read_only_file_can_be_read_and_not_written(locked_away):
    def read():
        _as_ordinary_user()
        with Project.open(locked_away) as project:
            raise ProjectError(f"{len(project.responses())} responses")

    def write():
        _as_ordinary_user()
        with Project.open(locked_away) as project:
            project.set_meta("coder", "ann")

    def create():
        _as_ordinary_user()
        Project.create(locked_away.with_name("new.coder"), codebook_path=locked_away.with_name("frame.yaml"))

    assert _in_child(read) == f"{len(TEXTS)} responses"
    assert "cannot be opened for writing" in _in_child(write)
    assert "cannot be opened for writing" in _in_child(create)
    assert list(locked_away.parent.iterdir()) == [locked_away]


def test_a_file_nobody_may_read(locked_away):
    locked_away.chmod(0)

    def act():
        _as_ordinary_user()
        Project.open(locked_away)

    assert "cannot be opened" in _in_child(act)
