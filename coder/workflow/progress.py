"""How long work tells how far it is; the words are the domain's."""

from coder.domain.progress import Progress, silent

__all__ = ["Progress", "silent"]
