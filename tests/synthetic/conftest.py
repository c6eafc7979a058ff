"""Synthetic Londons that several tests read: a small one, and whole ones of three seeds."""

import pytest

from lanthorn.synthetic import Generated, generate

SMALL = 0.05
SEEDS = (1, 2, 3)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return generate(tmp_path_factory.mktemp("small"), seed=7, scale=SMALL)


@pytest.fixture(scope="session", params=SEEDS, ids=lambda seed: f"seed-{seed}")
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return generate(tmp_path_factory.mktemp(f"whole-{request.param}"), seed=request.param)
