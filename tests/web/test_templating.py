"""Jinja as we use it."""

from tests.factories.world import World


def test_a_text_stands_as_it_is_written_and_what_is_filled_in_is_escaped(world: World) -> None:
    """A text of ours is shown as it stands, one per cent sign for two; what somebody wrote is escaped within it."""
    made = world.app.jinja_env.from_string('{{ _("100%% of “%(what)s” & more", what=given) }}')
    assert made.render(given="<b>") == "100% of “&lt;b&gt;” & more"
    assert world.app.jinja_env.from_string('{{ _("100%%") }}').render() == "100%"


def test_templates_share_what_is_given_to_all(world: World) -> None:
    """A template has the globals of the environment, and one that is given others of its own keeps them to itself."""
    environment = world.app.jinja_env
    assert environment.from_string("{{ greeting }}", globals={"greeting": "Hello"}).render() == "Hello"
    assert "greeting" not in environment.globals
    assert environment.from_string("").globals is environment.globals
