"""What is usual among responses: the sample against which `coder batch` measures its scores."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.domain.response import Response
from coder.exporting.writer import open_writer
from coder.suggesting.background import FEWEST, choose
from coder.suggesting.items import Item
from coder.suggesting.limits import Basis, Limit, limits
from coder.workflow.dividing import Divide
from coder.workflow.limits import NAMED, worded
from coder.workflow.reading import ReadingOptions, open_reading
from coder.workflow.responses_in import answers_in


def usual(responses: Iterable[Response], divide: Divide, *, save: Path | None = None) -> list[Item]:
    """A sample of the comments of responses, of which only the chosen responses are divided.

    Args:
        responses: All there are.
        divide: Divides them into comments.
        save: Where to keep the chosen responses, as a file of responses that gives the same sample again.
    """
    chosen = choose(Item(response.key.question, response.text) for response in responses)
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


def elsewhere_notices(basis: Basis, model: str | None) -> tuple[str, ...]:
    """A sentence for everything that suggestions could not do with a background from another file.

    Which questions have too little in it is said of the background, not of the responses that were coded.
    """
    said = (worded(one, basis.codebook, model) for one in limits(basis) if one.limit is not Limit.FEW)
    return (*said, *_thin(basis))


def _thin(basis: Basis) -> Iterator[str]:
    found = Counter(item.question for item in basis.background)
    asked = [question for question in basis.answers.count if basis.codebook.assignable(question)]
    thin = [f"{question} ({found[question]})" for question in asked if found[question] < FEWEST]
    if thin:
        more = f" and {len(thin) - NAMED:,} more" if len(thin) > NAMED else ""
        yield (
            f"The background has fewer than {FEWEST} different comments on {', '.join(thin[:NAMED])}{more}: too few to "
            "say what is usual there, so scores are rough. Take a --background with more of them, if there are any."
        )
