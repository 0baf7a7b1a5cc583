"""The mail itself: complete, plain, and silent about what it is for."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

from compliance.notifications.messages import Addressee, Letterhead, something

NOW = datetime(2031, 2, 10, 9, 30, tzinfo=UTC)
LETTERHEAD = Letterhead("record@example.org", "https://record.example.org")


def _read(name: str = "Ana O’Brien <&> Müller") -> EmailMessage:
    sent = something(LETTERHEAD, Addressee(name, "ana@example.org"), "0a1b", NOW)
    return message_from_bytes(sent.as_bytes(policy=SMTP), policy=default)


def test_it_says_who_from_and_that_a_machine_sent_it() -> None:
    """The heading is complete: from, to, subject, date, Message-ID, and that nobody need be told of an absence."""
    mail = _read()
    assert mail["From"] == "Code of conduct record <record@example.org>"
    assert mail["To"].addresses[0].display_name == "Ana O’Brien <&> Müller"
    assert mail["Subject"] == "There is something for you"
    assert mail["Date"].datetime == NOW
    assert mail["Message-ID"] == "<0a1b@record.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_text_and_page_say_the_same() -> None:
    """Both parts name the person, lead to the home page and to the preferences, and load nothing from anywhere."""
    mail = _read()
    text, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert "Dear Ana O’Brien <&> Müller," in text.get_content()
    assert "Dear Ana O’Brien &lt;&amp;&gt; Müller," in page.get_content()
    for part in (text.get_content(), page.get_content()):
        assert "https://record.example.org/account/mail" in part
        assert part.count("https://") == 2
        assert "src=" not in part
    assert "https://record.example.org/" in text.get_content().splitlines()


def test_two_mails_to_one_person_differ_by_name_alone() -> None:
    """Nothing depends on what a mail is for: but for its Message-ID, its date and its inner mark it is always one."""

    def said(name: str) -> str:
        sent = something(LETTERHEAD, Addressee("Ana", "ana@example.org"), name, NOW)
        boundary = (sent.as_string() and sent.get_boundary()) or ""
        return sent.as_string().replace(boundary, "-").replace(name, "-")

    assert said("0a1b") == said("2c3d")
