"""Files that come from outside: harmless names, and content that is what it says it is.

What is accepted is a short list; everything else, and above all what a browser would run (HTML, SVG, scripts), is
refused. The type is found in the content, and the ending of the name must agree with it.
"""

from compliance.core.media.names import safe_name
from compliance.core.media.sniffing import sniff
from compliance.core.media.types import ENDINGS, MediaType, may_be_inline

__all__ = ["ENDINGS", "MediaType", "may_be_inline", "safe_name", "sniff"]
