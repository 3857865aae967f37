"""Settings that keep the model libraries quiet and off the network; they are read when those are imported."""

import os

_ALWAYS = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
}
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def settle_environment(*, allow_download: bool) -> None:
    """Set what the model libraries must find in the environment before their first import."""
    os.environ.update(_ALWAYS if allow_download else _ALWAYS | _OFFLINE)
