"""The one place that opens a network connection, and only when the user asked for it."""

from collections.abc import Sequence
from pathlib import Path

from coder.embedding.offline import settle_environment
from coder.errors import EnvironmentLacks

_READ = ("*.json", "*.txt", "*.model", "*.safetensors")
_HINT = "Check the name and the connection, or give the path of a folder that holds the model."


def download(hub_name: str, files: Sequence[str] = _READ) -> Path:
    """Fetch a model's data files (never code, never pickles) from the hub into its local cache.

    Raises:
        EnvironmentLacks: the hub cannot be reached or has no such model.
    """
    settle_environment(allow_download=True)
    from huggingface_hub import snapshot_download  # noqa: PLC0415  (only when it is allowed)

    unread = ["onnx/*", "openvino/*"]
    try:
        return Path(snapshot_download(hub_name, allow_patterns=list(files), ignore_patterns=unread))
    except (OSError, ValueError, RuntimeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise EnvironmentLacks(f"The model {hub_name} could not be downloaded: {reason}", _HINT) from error
