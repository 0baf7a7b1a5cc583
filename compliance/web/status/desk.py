"""What is new on a desk."""

from compliance.core.language import lazy
from compliance.web.status.badges import Badge

MARK = {
    "new": Badge(lazy("New"), "info", "stars"),
    "changed": Badge(lazy("Changed"), "neutral", "arrow-repeat"),
}
