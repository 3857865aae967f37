"""What an edit means: the framework that the edited text must read as."""

from collections.abc import Callable
from dataclasses import replace

from coder.domain.codebook import Code, Codebook


def with_code(codebook: Codebook, code: Code, parent: str | None, index: int) -> Codebook:
    """The framework with one more code, at a position among those below its parent."""
    if parent is None:
        return replace(codebook, codes=(*codebook.codes[:index], code, *codebook.codes[index:]))
    return changed(codebook, parent, lambda old: replace(old, codes=(*old.codes[:index], code, *old.codes[index:])))


def changed(codebook: Codebook, code_id: str, change: Callable[[Code], Code]) -> Codebook:
    """The framework with one of its codes changed."""

    def among(codes: tuple[Code, ...]) -> tuple[Code, ...]:
        return tuple(change(each) if each.id == code_id else replace(each, codes=among(each.codes)) for each in codes)

    return replace(codebook, codes=among(codebook.codes))


def as_read(text: str) -> str:
    """A text as it reads back: with one kind of line end, and none of them at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def code_as_read(code: Code) -> Code:
    """A code with all its texts as they read back."""
    values: dict[str, object] = {}
    for key in Code.__dataclass_fields__:
        value = getattr(code, key)
        if type(value) is str:
            values[key] = as_read(value)
        elif isinstance(value, tuple):
            values[key] = tuple(as_read(each) if isinstance(each, str) else code_as_read(each) for each in value)
    return replace(code, **values)  # type: ignore[arg-type]
