"""The folder of the demo: made anew each time, and never at the cost of an installation that somebody works with."""

import fcntl
import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TextIO

from compliance.core.errors import Invalid
from compliance.core.language import gettext as _

MARK = "made-by-compliance-demo"
DATABASE = "compliance.db"
SECRET_KEY = "secret-key"  # noqa: S105 - the name of a file
EVIDENCE = "evidence"
MAIL = "mail"
CONTEST = "es-2027"
_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", f"{DATABASE}.lock", SECRET_KEY)
_WORDS = "`compliance demo` made this installation, and throws it away when it is started again.\n"


class Folder:
    """A folder for an installation of the demo. `mark` is the file by which the demo knows its own."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.mark = self.path / MARK
        self._claim: TextIO | None = None

    @property
    def database_url(self) -> str:
        """The address of the demo's database."""
        return f"sqlite:///{self.path / DATABASE}"

    @property
    def evidence(self) -> Path:
        """Where the demo's files are kept."""
        return self.path / EVIDENCE

    @property
    def mail(self) -> Path:
        """Where mails are left that a real installation would send."""
        return self.path / MAIL

    def secret(self) -> str:
        """The key of the installation, made where it will look for it, for what must be derived from it beforehand."""
        path = self.path / SECRET_KEY
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(32), encoding="utf-8")
        return path.read_text(encoding="utf-8")

    def claim(self) -> None:
        """Take the folder for as long as this process runs.

        Raises:
            Invalid: the folder cannot be used, holds an installation that the demo did not make or that somebody
                works with by now, or another demo runs in it.
        """
        try:
            self._refuse_foreign()
            self.path.mkdir(parents=True, exist_ok=True)
            self._claim = self.mark.open("a", encoding="utf-8")
            fcntl.flock(self._claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            raise Invalid(_("A demo is running in %(folder)s already: end it first.", folder=self.path)) from None
        except OSError as error:
            message = _("The folder %(folder)s cannot be used: %(why)s.", folder=self.path, why=error.strerror)
            raise Invalid(message) from None

    def release(self) -> None:
        """Let another demo have the folder."""
        if self._claim is not None:
            self._claim.close()
            self._claim = None

    def empty(self) -> None:
        """Throw away what an earlier demo left. The folder must have been claimed."""
        if self._claim is None:
            raise RuntimeError("only a folder that was claimed is emptied")
        self.mark.write_text(_WORDS, encoding="utf-8")
        for name in _FILES:
            (self.path / name).unlink(missing_ok=True)
        for folder in (self.evidence, self.mail):
            if folder.exists():
                shutil.rmtree(folder)

    def _refuse_foreign(self) -> None:
        """Refuse an installation without the demo's mark, and one with a contest of somebody else's in it."""
        found = [name for name in (*_FILES, EVIDENCE, MAIL) if (self.path / name).exists()]
        if found and not self.mark.exists():
            message = _(
                "%(folder)s holds an installation that the demo did not make (%(found)s), so it is left alone: "
                "start the demo in another folder.",
                folder=self.path,
                found=", ".join(found),
            )
            raise Invalid(message)
        if others := [slug for slug in self._contests() if slug != CONTEST]:
            message = _(
                "The demo's installation in %(folder)s has other contests by now (%(others)s), so it is left alone: "
                "start the demo in another folder.",
                folder=self.path,
                others=", ".join(others),
            )
            raise Invalid(message)

    def _contests(self) -> list[str]:
        """The contests of an earlier demo's database; none if it was never finished."""
        path = self.path / DATABASE
        if not path.exists():
            return []
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
                return [str(row[0]) for row in database.execute("SELECT slug FROM contest")]
        except sqlite3.Error:
            return []
