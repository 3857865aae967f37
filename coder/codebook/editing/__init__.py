"""Edits of a framework's YAML, text to text: every byte that an edit does not concern stays as it is."""

from coder.codebook.editing.edits import add_code, add_to_list, retire, set_field
from coder.codebook.editing.framework import meaning
from coder.codebook.editing.ids import propose_id

__all__ = ["add_code", "add_to_list", "meaning", "propose_id", "retire", "set_field"]
