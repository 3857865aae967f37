"""A framework's file is changed whole, or not at all, and the project knows what it says now."""

from functools import partial
from pathlib import Path

import pytest

from coder.codebook.editing import add_to_list, retire
from coder.codebook.read import parse_codebook, read_codebook
from coder.domain.codebook import Code
from coder.domain.units import Unit
from coder.errors import CodebookError, InputError, ProjectError
from coder.store.project import Project
from coder.workflow.edit_codebook import ATTEMPTS, adding, edit_codebook, edit_file, edit_project
from coder.workflow.project import create_project, open_project

SOURCE = """\
# Ours.
codebook: small
questions: [{id: q1, text: Why?}]
codes:
  - id: hours   # as in 2023
    label: Hours
  - id: staff
    label: Staff
"""
EXAMPLE = partial(add_to_list, code_id="hours", field="examples", text="Open on Sundays: please.")
EXPECTED = SOURCE.replace("Hours\n", 'Hours\n    examples: ["Open on Sundays: please."]\n')


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_bytes(SOURCE.encode())
    return path


@pytest.fixture
def project(tmp_path, file):
    create_project(tmp_path / "p.coder", file, Unit.COMMENT)
    with Project.open(tmp_path / "p.coder", patience=0.1) as opened:
        yield opened


def drafts(file):
    return [path.name for path in file.parent.iterdir() if path.name.startswith(".coder-")]


def test_the_file_says_what_is_returned(file):
    codebook = edit_file(file, EXAMPLE)
    assert file.read_bytes() == EXPECTED.encode()
    assert read_codebook(file) == codebook
    assert drafts(file) == []


def test_byte_order_mark_line_ends_and_permissions_stay(file):
    file.write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    edit_file(file, EXAMPLE)
    assert file.read_bytes() == b"\xef\xbb\xbf" + EXPECTED.replace("\n", "\r\n").encode()
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(file):
    link = file.with_name("link.yaml")
    link.symlink_to(file.name)
    edit_file(link, EXAMPLE)
    assert link.is_symlink() and file.read_text() == EXPECTED


def test_what_changes_nothing_writes_nothing(file):
    edit_file(file, EXAMPLE)
    before = file.stat()
    edit_file(file, EXAMPLE)
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_changes_meanwhile_is_edited_as_it_is_then(file):
    def edit(source, *, name):
        if "Ours" in source:
            file.write_text(SOURCE.replace("Ours", "Theirs"))
        return EXAMPLE(source, name=name)

    edit_file(file, edit)
    assert file.read_text() == EXPECTED.replace("Ours", "Theirs")
    assert drafts(file) == []


def test_a_file_that_never_rests_is_left_alone(file):
    seen = []

    def edit(source, *, name):
        seen.append(source)
        file.write_text(f"{SOURCE}# {len(seen)}\n")
        return EXAMPLE(source, name=name)

    with pytest.raises(InputError, match="was changed by another program"):
        edit_file(file, edit)
    assert len(seen) == ATTEMPTS and file.read_text() == f"{SOURCE}# {ATTEMPTS}\n"
    assert drafts(file) == []


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_text("codes: [")])
def test_a_file_that_is_spoilt_meanwhile_is_refused(file, spoil):
    def edit(source, *, name):
        edited = EXAMPLE(source, name=name)
        spoil(file)
        return edited

    with pytest.raises(CodebookError):
        edit_file(file, edit)
    assert drafts(file) == []
    assert not file.exists() or file.read_text() == "codes: ["


@pytest.mark.parametrize(
    ("content", "said"), [(None, "There is no framework"), (b"codes: [", "small.yaml:1"), (b"\xff\xfe", "UTF-16")]
)
def test_a_file_that_cannot_be_used_is_refused(project, file, content, said):
    file.unlink() if content is None else file.write_bytes(content)
    before = project.codebook_hash()
    for edit in (partial(edit_codebook, project), partial(edit_file, file)):
        with pytest.raises(CodebookError, match=said):
            edit(EXAMPLE)
    assert project.codebook_hash() == before
    assert (file.read_bytes() if file.exists() else None) == content


def test_an_edit_that_is_refused_changes_nothing(project, file):
    before = project.codebook_hash()
    with pytest.raises(CodebookError, match="two codes have the id 'staff'"):
        edit_codebook(project, adding(Code(id="staff", label="Other"), None))
    assert file.read_text() == SOURCE and project.codebook_hash() == before


def test_the_project_stores_the_new_version_beside_the_old_one(project, file):
    old = project.codebook_hash()
    codebook = edit_codebook(project, partial(retire, code_id="hours", replaced_by="staff"))
    assert project.codebook_hash() == codebook.content_hash != old
    assert project.codebook_source() == file.read_text()
    assert project.codebook_source(old) == SOURCE
    with open_project(project.path) as opened:
        assert opened.codebook == codebook and opened.notices == ()


def test_what_was_changed_by_hand_is_stored_with_the_edit(project, file):
    file.write_text(SOURCE.replace("Staff", "People"))
    codebook = edit_codebook(project, EXAMPLE)
    assert codebook.placed["staff"].code.label == "People"
    assert parse_codebook(project.codebook_source(), "stored") == codebook


def test_while_another_process_writes_the_file_stays_as_it_is(project, file):
    with Project.open(project.path) as other, other.transaction(), pytest.raises(ProjectError):
        edit_codebook(project, EXAMPLE)
    assert file.read_text() == SOURCE and drafts(file) == []
    edit_codebook(project, EXAMPLE)
    assert file.read_text() == EXPECTED


def test_a_project_opened_for_reading_does_not_change_its_framework(project, file):
    with Project.open(project.path, read_only=True) as reader, pytest.raises(ProjectError):
        edit_codebook(reader, EXAMPLE)
    assert file.read_text() == SOURCE and drafts(file) == []


def test_by_the_path_of_a_project(project, file):
    edited = edit_project(project.path, EXAMPLE)
    assert (edited.file, edited.notices) == (file.resolve(), ())
    assert edited.codebook.placed["hours"].code.examples == ("Open on Sundays: please.",)


def test_a_new_code_is_given_an_id_that_is_free_when_it_is_added(file):
    assert edit_file(file, adding(Code(id="", label="Staff?"), "hours")).placed["staff-2"].parent == "hours"
