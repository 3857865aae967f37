"""What tests of several rooms share: no network, no settings of the person's own, the real models, loaded once."""

import gc
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from typer.main import get_command

from coder.codebook import check, nodes
from coder.store import creating, migrating
from tests import remembered
from tests.offline.sitecustomize import offline

OFFLINE = Path(__file__).parent / "offline"

gc.disable()  # until the tests are collected
os.environ["CODER_REFIT"] = "0"  # tests of fitting in the background turn it on
settings.register_profile("coder", deadline=None)  # a busy machine is no failure
settings.load_profile("coder")


def pytest_configure(config):
    """Give each of several workers one thread: with more they wait for each other's cores, four times as long."""
    if getattr(config.option, "numprocesses", None):
        os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_collection_finish():
    """Let the collector of garbage pass over what the imports and the tests themselves take up, for good."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With several workers, and unless the command line says otherwise, one alone loads the models."""
    if config.getvalue("dist") != "load":
        return None
    from tests.scheduling import ModelsTogether

    return ModelsTogether(config, log)


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Whatever a test does, in its own process or in a Python it starts, opens no connection."""
    with pytest.MonkeyPatch.context() as patch, offline():
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            patch.delenv(name, raising=False)  # a proxy on this machine would be a way out
            patch.delenv(name.upper(), raising=False)
        patch.setenv("PYTHONPATH", os.pathsep.join([str(OFFLINE), *filter(None, [os.environ.get("PYTHONPATH")])]))
        yield


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory):
    """A folder for settings that is not the person's own."""
    folder = str(tmp_path_factory.mktemp("settings"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", folder)
        patch.setenv("APPDATA", folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def remember(tmp_path_factory):
    """Read each framework once, let Alembic make one project, and put the command line together once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "compose", remembered.compose)
        patch.setattr("typer.testing._get_command", cache(get_command))
        patch.setattr(creating, "upgrade", remembered.Migrated(tmp_path_factory.mktemp("migrated")).upgrade)
        yield


@pytest.fixture(scope="module")
def nothing_remembered(remember):
    """For the modules that are about reading frameworks and creating projects: as it is for a user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "compose", nodes.compose)
        patch.setattr(creating, "upgrade", migrating.upgrade)
        yield


@pytest.fixture(scope="session")
def encoder():
    """The default embedding model."""
    from coder.embedding.loading import load_encoder

    return load_encoder()


@pytest.fixture(scope="session")
def splitter():
    """The default splitter."""
    from coder.splitting.splitter import load_splitter

    return load_splitter()
