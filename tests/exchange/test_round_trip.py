"""A contest that is exported and imported elsewhere is the same contest."""

from importlib import resources

import pytest

from tests import engines
from tests.exchange.altered import FULL
from tests.exchange.installations import installation

DEMO = (resources.files("compliance.exchange") / "demo.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [DEMO, FULL], ids=["demo", "full"])
def test_an_export_imported_elsewhere_is_exported_the_same(
    databases: engines.Databases, migrated: str, text: str
) -> None:
    """Importing an export into an empty installation gives, byte for byte, the same export."""
    with installation(databases, migrated) as first, installation(databases, migrated) as second:
        exported = first.give(first.take(text))
        assert second.give(second.take(exported)) == exported
