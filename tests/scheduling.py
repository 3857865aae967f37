"""Which tests go to which worker of pytest-xdist: a module that loads the real models goes whole to one of them."""

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling


class ModelsTogether(LoadScopeScheduling):
    """Sends test by test to whichever worker is free, but all modules with tests marked `model` to the same one.

    Loading the models takes ten seconds. xdist's own `--dist loadgroup` does not see marks with pytest 9.2.
    """

    def _split_scope(self, nodeid):
        return "models" if _loads_models(self.config.rootpath / nodeid.split("::")[0]) else nodeid


@cache
def _loads_models(module: Path) -> bool:
    return "pytest.mark.model" in module.read_text(encoding="utf-8")
