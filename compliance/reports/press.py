"""The child process that typesets: JSON comes in on standard input, the PDF goes out on standard output.

Run by path with `python -I`, so it imports nothing of this application: only the standard library and typst. It bounds
its own memory before typst is loaded. Nothing is written to a disk.

Arguments: the template's path, the bound in bytes, the time of creation in seconds since 1970.
Exit status: 0 done, 3 the template or the data was refused (standard error says why); anything else is a crash.
"""

import resource
import sys
from pathlib import Path

REFUSED = 3


def main(arguments: list[str]) -> int:
    """Typeset what stands on standard input."""
    template, memory, created = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import typst  # noqa: PLC0415 - only once the bound holds

    document = sys.stdin.buffer.read().decode()
    try:
        made: bytes = typst.compile(
            template,
            root=template.parent,
            sys_inputs={"document": document},
            ignore_system_fonts=True,
            pdf_standards=["a-3a", "ua-1"],
            timestamp=created,
        )
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n")
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
