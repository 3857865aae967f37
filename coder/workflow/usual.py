"""What is usual among responses: the sample against which `coder batch` measures its scores."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.domain.response import Response
from coder.exporting.writer import open_writer
from coder.suggesting.background import choose
from coder.suggesting.items import Item
from coder.suggesting.limits import Answers
from coder.workflow.dividing import Divide
from coder.workflow.reading import ReadingOptions, open_reading
from coder.workflow.responses_in import answers_in


def usual(responses: Iterable[Response], divide: Divide, answers: Answers, *, save: Path | None = None) -> list[Item]:
    """A sample of the comments of responses, of which only the chosen responses are divided.

    Args:
        responses: All there are.
        divide: Divides them into comments.
        answers: Counts them.
        save: Where to keep the chosen responses, as a file of responses that gives the same sample again.
    """
    chosen = choose(_counted(responses, answers))
    if save is not None:
        with open_writer(save, ("id", "question", "text")) as writer:
            for number, item in enumerate(chosen, start=1):
                writer.write((str(number), item.question, item.text))
    divisions = divide([item.text for item in chosen])
    return choose(
        Item(item.question, span.of(item.text)) for item, spans in zip(chosen, divisions, strict=True) for span in spans
    )


def responses_of_file(source: Path, codebook: Codebook) -> Iterator[Response]:
    """The responses of a file, understood without help.

    Raises:
        InputError: it cannot be read as responses to the codebook's questions.
    """
    reading = open_reading(source, codebook, ReadingOptions())
    return (response for _, response in answers_in(reading, reading.accepted(), codebook))


def _counted(responses: Iterable[Response], answers: Answers) -> Iterator[Item]:
    for response in responses:
        answers.add(response.key.question, response.text)
        yield Item(response.key.question, response.text)
