"""What tests of several rooms share: the real models, loaded once."""

import pytest


@pytest.fixture(scope="session")
def encoder():
    """The default embedding model."""
    from coder.embedding.sentence import load_encoder

    return load_encoder()


@pytest.fixture(scope="session")
def splitter():
    """The default splitter."""
    from coder.splitting.splitter import load_splitter

    return load_splitter()
