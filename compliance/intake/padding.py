"""Pages of one size: who watches the line learns neither whether a code was right nor how much is in a mailbox."""

import secrets

BUCKET = 64 * 1024
"""Bytes. Every page of the reporters' has this size, or the next multiple of it, which only a long text reaches."""
_FRAME = ("<!-- ", " -->\n</body>")
_END = b"</body>"


def padded(page: bytes, bucket: int = BUCKET) -> bytes:
    """A page filled with random digits up to a multiple of `bucket` bytes, so that it does not compress away either.

    ValueError if it is no whole page.
    """
    head, end, tail = page.rpartition(_END)
    if not end:
        raise ValueError("this is no whole page")
    least = len(page) + sum(map(len, _FRAME)) - len(_END)
    missing = -least % bucket
    filling = secrets.token_hex(missing // 2 + 1)[:missing]
    return head + _FRAME[0].encode() + filling.encode() + _FRAME[1].encode() + tail
