"""Edits of a framework made elsewhere: what is asked and answered, and that nothing is left running."""

import asyncio
import pickle

import pytest

from coder.domain.units import Unit
from coder.errors import CodebookError, CoderError, InputError
from coder.workflow.framework_apart import Apart, answer_to
from coder.workflow.framework_file import FrameworkFile
from coder.workflow.project import create_project

SMALL = "codebook: small\nquestions: [{id: q1, text: What?}]\ncodes:\n  - id: hours\n    label: Hours  # mine\n"


@pytest.fixture
def framework(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(SMALL)
    create_project(tmp_path / "p.coder", file, Unit.RESPONSE)
    return FrameworkFile.of(tmp_path / "p.coder")


def test_what_is_asked_is_done_and_what_cannot_be_is_answered(framework):
    def ask(method, *arguments):
        request = pickle.loads(pickle.dumps((framework.project, framework.file, method, arguments)))
        return pickle.loads(pickle.dumps(answer_to(request)))

    assert ask("define", "hours", "When it is open.").placed["hours"].code.definition == "When it is open."
    assert ask("retire", "hours", None).placed["hours"].code.retired
    assert not ask("revive", "hours").placed["hours"].code.retired
    assert "# mine" in framework.file.read_text()
    refused = ask("exemplify", "minutes", "x")
    assert isinstance(refused, InputError) and refused.message and refused.hint
    assert framework.changed(), "it is for the one who asked to note that the file is as it should be"
    framework.read()
    assert not framework.changed()
    framework.file.write_text(SMALL + "  - id: [\n")
    broken = ask("reread")
    assert isinstance(broken, CodebookError) and f"{framework.file}:6" in broken.message


@pytest.mark.slow
async def test_another_process_does_it_and_ends(framework):
    apart = Apart(framework)
    codebook = await apart.call("define", "hours", "x")
    assert codebook.placed["hours"].code.definition == "x" and not framework.changed()
    with pytest.raises(CoderError):
        await apart.call("define", "minutes", "x")
    apart.prepare()
    waiting = apart._waiting
    apart.close()
    assert waiting is not None and waiting.poll() is not None
    await asyncio.sleep(0)
