"""Where an import profile may be saved."""

from pathlib import Path

from coder.errors import InputError
from coder.exporting.draft import check_target
from coder.importing.profile import load_profile
from coder.workflow.import_ import PreparedImport
from coder.workflow.project import keep_inputs


def check_profile_target(path: Path, prepared: PreparedImport) -> None:
    """Refuse a place for an import profile where something else stands, or where it could not be written.

    Raises:
        InputError: it is a file of this import, a file that is no import profile, or it cannot be written.
    """
    project = prepared.opened.project
    keep_inputs(path, project.path, project.codebook_path, prepared.reading.table.path)
    check_target(path)
    if not path.exists():
        return
    try:
        load_profile(path)
    except InputError as error:
        raise InputError(
            f"{path} is there already, and it is not an import profile, so it is not written over.",
            "Choose another name with --save-profile.",
        ) from error
