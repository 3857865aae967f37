"""Import profiles: how one kind of file is read, kept in YAML so that an import can be scripted and repeated."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.tokens import AliasToken, AnchorToken, TagToken

from coder.errors import InputError, TableError
from coder.importing.roles import IN_LAYOUT, OF_A_QUESTION, ONE_OF_A_KIND, Layout, Role

ROW_IDS = "row"
"""In place of an id column: the number of the row is the respondent's id."""
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column is taken for."""

    header: str
    index: int
    """The column's place in the file, from 0; `placed` sets it for the file at hand."""
    role: Role
    question: str | None = None
    """The question's id, for the roles open and closed."""
    note: str = ""
    """Why, for the preview."""


@dataclass(frozen=True, kw_only=True)
class ImportProfile:
    """How a file of responses is read."""

    layout: Layout
    sheet: str | None = None
    header_rows: int = 1
    encoding: str | None = None
    delimiter: str | None = None
    columns: tuple[ColumnPlan, ...] = ()
    row_ids: bool = False
    """Whether row numbers are the respondents' ids, in place of an id column."""
    question: str | None = None
    """The question of every row, in a long or coded file without a question column."""

    def first(self, role: Role) -> ColumnPlan | None:
        """The column with that role, if there is one."""
        return next((column for column in self.columns if column.role is role), None)

    def all(self, *roles: Role) -> tuple[ColumnPlan, ...]:
        """The columns with one of those roles."""
        return tuple(column for column in self.columns if column.role in roles)


def placed(profile: ImportProfile, header: Sequence[str], file: Path) -> ImportProfile:
    """The profile with the places that its columns have in a file with this header.

    Columns of the file that the profile does not name are not read; `unplanned` lists them.

    Raises:
        TableError: a column that the profile reads is not in the file.
    """
    places = {name: index for index, name in enumerate(header)}
    missing = [c.header for c in profile.columns if c.header not in places and c.role is not Role.DROP]
    if missing:
        raise TableError(
            f"{file} has no column {', '.join(repr(name) for name in missing)}, which the import profile reads.",
            f"Its columns are: {', '.join(header)}.",
        )
    columns = [replace(c, index=places[c.header]) for c in profile.columns if c.header in places]
    return replace(profile, columns=tuple(columns))


def unplanned(profile: ImportProfile, header: Sequence[str]) -> tuple[str, ...]:
    """The columns of a file that the profile does not name."""
    named = {column.header for column in profile.columns}
    return tuple(name for name in header if name not in named)


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _ColumnEntry(_Entry):
    header: str
    role: Role = Field(strict=False)
    question: str | None = None
    note: str = ""


class _ProfileEntry(_Entry):
    layout: Layout = Field(strict=False)
    sheet: str | None = None
    header_rows: int = Field(default=1, ge=1, le=3)
    encoding: str | None = None
    delimiter: str | None = None
    id: str | None = Field(default=None, pattern=f"^{ROW_IDS}$")
    question: str | None = None
    columns: list[_ColumnEntry] = Field(min_length=1)


def load_profile(path: Path) -> ImportProfile:
    """Read an import profile from its YAML file.

    Raises:
        InputError: it cannot be used; the message has a line `FILE:LINE: what is wrong` for each problem.
    """
    source = _source(path)
    tree = _parsed(source, path)
    try:
        entry = _ProfileEntry.model_validate(tree)
    except ValidationError as error:
        problems = [f"{path}:{_line(tree, e['loc'])}: {_said(e['loc'], e['type'], e['msg'])}" for e in error.errors()]
        raise _unusable(problems) from None
    problems = [f"{path}:{_line(tree, at)}: {what}" for at, what in _contradictions(entry)]
    if problems:
        raise _unusable(problems)
    columns = tuple(ColumnPlan(c.header, i, c.role, c.question, c.note) for i, c in enumerate(entry.columns))
    return ImportProfile(
        layout=entry.layout,
        sheet=entry.sheet,
        header_rows=entry.header_rows,
        encoding=entry.encoding,
        delimiter=entry.delimiter,
        columns=columns,
        row_ids=entry.id == ROW_IDS,
        question=entry.question,
    )


def dump_profile(profile: ImportProfile) -> str:
    """The profile as YAML that `load_profile` reads back."""
    tree: dict[str, object] = {"layout": profile.layout.value}
    optional = {"sheet": profile.sheet, "encoding": profile.encoding, "delimiter": profile.delimiter}
    tree |= {key: value for key, value in optional.items() if value is not None}
    tree["header_rows"] = profile.header_rows
    if profile.row_ids:
        tree["id"] = ROW_IDS
    if profile.question is not None:
        tree["question"] = profile.question
    tree["columns"] = [_plain(column) for column in profile.columns]
    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _plain(column: ColumnPlan) -> dict[str, str]:
    entry = {"header": column.header, "role": column.role.value}
    if column.question is not None:
        entry["question"] = column.question
    return entry | ({"note": column.note} if column.note else {})


def _source(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path} is too large for an import profile.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The import profile {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The import profile {path} is not UTF-8.", "Save it as UTF-8.") from error


def _parsed(source: str, path: Path) -> Any:  # noqa: ANN401 - whatever stands in the YAML, for pydantic to judge
    """The YAML as it stands; anchors, aliases and tags are refused, because a profile needs none."""
    try:
        for token in YAML(typ="rt").scan(source):
            if isinstance(token, AnchorToken | AliasToken | TagToken):
                line = token.start_mark.line + 1
                raise InputError(f"{path}:{line}: anchors, aliases and tags are not used here; write the value out")
        return YAML(typ="rt").load(source)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(f"{path}:{line}: not YAML: {error.problem or error.context}") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"{path}:1: not YAML: {str(error).splitlines()[0]}") from error


def _line(tree: object, location: Sequence[int | str]) -> int:
    """The line, from 1, of the deepest part of the location that stands in the YAML."""
    line = tree.lc.line if isinstance(tree, CommentedMap | CommentedSeq) else 0
    for step in location:
        try:
            if isinstance(tree, CommentedMap):
                line = tree.lc.key(step)[0]
                tree = tree[step]
            elif isinstance(tree, CommentedSeq) and isinstance(step, int):
                line = tree.lc.item(step)[0]
                tree = tree[step]
        except KeyError:
            break
    return int(line) + 1


def _said(location: Sequence[int | str], kind: str, message: str) -> str:
    key = next((str(step) for step in reversed(location) if isinstance(step, str)), "the file")
    if kind == "extra_forbidden":
        entry = _ColumnEntry if len(location) > 1 else _ProfileEntry
        return f"unknown key '{key}'; use one of {', '.join(entry.model_fields)}"
    if kind == "missing":
        return f"'{key}' is missing; add it"
    return f"{key}: {message[0].lower()}{message[1:]}"


def _contradictions(entry: _ProfileEntry) -> list[tuple[tuple[int | str, ...], str]]:
    """What is wrong between the parts of a profile, each with its location."""
    found: list[tuple[tuple[int | str, ...], str]] = []
    headers = Counter(column.header for column in entry.columns)
    roles = Counter(column.role for column in entry.columns)
    allowed = IN_LAYOUT[entry.layout] | {Role.PROFILE, Role.DROP}
    for index, column in enumerate(entry.columns):
        at = ("columns", index)
        if headers[column.header] > 1:
            found.append((at, f"the column '{column.header}' stands more than once; keep one"))
        if column.role not in allowed:
            found.append((at, f"a {entry.layout} file has no column with the role '{column.role}'"))
        if column.role in ONE_OF_A_KIND and roles[column.role] > 1:
            found.append((at, f"more than one column has the role '{column.role}'; keep one"))
        if (column.role in OF_A_QUESTION) != (column.question is not None):
            found.append((at, "'question' goes with the roles open and closed, and they need it"))
    return found + [((), what) for what in _gaps(entry.layout, roles, entry.id is not None, entry.question)]


def _gaps(layout: Layout, roles: Mapping[Role, int], row_ids: bool, question: str | None) -> list[str]:
    """The columns that a profile of this layout lacks."""
    wide = () if roles[Role.CLOSED] else (Role.OPEN,)
    needed = {Layout.WIDE: wide, Layout.LONG: (Role.TEXT,), Layout.CODED: (Role.TEXT, Role.CODES)}[layout]
    said = [f"no column has the role '{role}'; a {layout} file needs one" for role in needed if not roles[role]]
    if bool(roles[Role.ID]) == row_ids:
        said.append("either one column has the role 'id' or the profile says 'id: row'")
    if layout is not Layout.WIDE and bool(roles[Role.QUESTION]) == (question is not None):
        said.append("either one column has the role 'question' or the profile names the 'question'")
    if (Role.START in roles) != (Role.END in roles):
        said.append("'start' and 'end' go together")
    return said


def _unusable(problems: Sequence[str]) -> InputError:
    return InputError("\n".join(problems))
