"""A report as PDF against typst alone, which compiles the same document with the same template."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from compliance.reports.present import present
from compliance.reports.typeset import TEMPLATE
from tests.benchmarks.serving import show

INCIDENTS = 2000
ROUNDS = 3
OURS = """
from compliance.reports.typeset import Bounds, as_pdf
from tests.factories.reports import report
made = report(int(sys.argv[1]))
work = lambda: as_pdf(made, bounds=Bounds(seconds=600))
"""
FLOOR = """
import typst
document = open(sys.argv[1]).read()
template = sys.argv[2]
root = sys.argv[3]
work = lambda: typst.compile(
    template, root=root, sys_inputs={"document": document}, ignore_system_fonts=True, pdf_standards=["a-3a", "ua-1"]
)
"""
MEASURE = """
import json, resource, time
start = time.perf_counter()
size = len(work())
taken = time.perf_counter() - start
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([taken, peak / 1024, size]))
"""


def test_typesetting(tmp_path: Path) -> None:
    """Two thousand incidents: time, and peak memory of the largest process."""
    from tests.factories.reports import report  # noqa: PLC0415 - only to write the document down

    document = tmp_path / "document.json"
    document.write_text(json.dumps(present(report(INCIDENTS))))
    ours, floor = [], []
    for _ in range(ROUNDS):
        ours.append(_measured(OURS, [str(INCIDENTS)]))
        floor.append(_measured(FLOOR, [str(document), str(TEMPLATE), str(TEMPLATE.parent)]))
    print(f"\n{INCIDENTS} incidents, {ours[0][2] / 2**20:.1f} MiB of PDF, of the floor {floor[0][2] / 2**20:.1f} MiB")
    show("typeset a report", median(one[0] for one in ours), median(one[0] for one in floor), 1.5)
    peak, bare = median(one[1] for one in ours), median(one[1] for one in floor)
    print(f"peak memory of the largest process: {peak:.0f} MiB, of the floor {bare:.0f} MiB, ratio {peak / bare:.2f}")


def _measured(work: str, arguments: Sequence[str]) -> tuple[float, float, int]:
    """Seconds, MiB and bytes of one run in a fresh process."""
    command = [sys.executable, "-c", f"import sys\n{work}\n{MEASURE}", *arguments]
    seconds, peak, size = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return seconds, peak, size
