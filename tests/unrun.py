"""A pytest plugin: what did not run is said at the end and, where CI is true, fails the run.

A skipped test looks like a passed one to whoever reads only the last line. Here a skip is for a machine that lacks
something (a browser, say), and CI's machine lacks nothing.
"""

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what did not run, each with its reason."""
    skipped = terminalreporter.getreports("skipped")
    if not skipped:
        return
    terminalreporter.write_sep("=", "did not run", red=True, bold=True)
    for report in skipped:
        terminalreporter.write_line(f"{report.nodeid}: {_reason(report)}")
    if _complete_run_required():
        terminalreporter.write_line("CI is true: a run in which something did not run has failed.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where everything has to run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not reporter.getreports("skipped") or not _complete_run_required():
        return
    if session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _complete_run_required() -> bool:
    return os.environ.get("CI", "").lower() == "true"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)
