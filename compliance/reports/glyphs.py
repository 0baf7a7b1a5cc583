"""Which characters the fonts inside typst can show, and how a report writes the others.

PDF/A forbids a character without a glyph, so one Chinese name would leave the whole report unprintable. What cannot be
shown is written as its Unicode number in square brackets; the JSON edition keeps the text as it was given.
"""

import re
import unicodedata

SHOWN = (
    "20-7e a0-ac ae-377 37a-37f 384-38a 38c 38e-3a1 3a3-482 48a-4ff 510-513 51a-51d 531-556 559-58a 58d-58f "
    "591-5c7 5d0-5ea 5ef-5f4 606-607 609-60c 61b 61f 621-63a 640-655 660-66d 674 679-67b 67e-680 683-684 "
    "686-687 691 698 6a4 6a9 6af 6be 6cc 6f0-6f9 e3f e81-e82 e84 e87-e88 e8a e8d e94-e97 e99-e9f ea1-ea3 ea5 "
    "ea7 eaa-eab ead-eb0 eb2-eb3 10d0-10ff 13a0-13f5 13f8-13fd 1d00-1dbf 1e00-1f15 1f18-1f1d 1f20-1f45 "
    "1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef "
    "1ff2-1ff4 1ff6-1ffe 2000-200a 200c-2027 202f-2037 2039-2040 2042 2044-204b 204f 2052 2054 205f "
    "2070-2071 2074-208e 2090-209c 20a0-20c0 2100-2103 2105-2106 2109 210c-210f 2111 2113 2115-2117 "
    "2119-211a 211c-211e 2120 2122 2124 2126-2127 212a-212b 212e 2132 2135-2139 2148 214f-2151 2153-2184 "
    "2189 2190-222e 2234-223d 2241-226b 226d-228b 228d-22a6 22b2-22b8 22c2-22c6 22cd-22d1 22da-22e9 "
    "22ee-22ef 2300-2306 2308-2315 2318-2319 231c-2322 2325-232b 2335-237a 237d 2380-2383 2388-238b 2395 "
    "239b-23ae 23ce-23cf 23d3 2422-2423 2460-2606 2609-262f 2638-268b 2690-269c 26a0-26a7 26ac-26af 26b2 "
    "2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 274d 274f-2752 2756 2758-275e 2761-277f 2794 "
    "2798-27af 27b1-27bf 27c2 27c5-27c6 27dc 27e0 27e6-27eb 27f5-27f7 2800-28ff 2987-2988 2997-2998 29eb "
    "29fa-29fb 2a00 2a2f 2a6a-2a6b 2b05-2b0d 2b12-2b1a 2c60-2cee 2cf2-2cf3 2cf9-2cff 2e02-2e05 2e08-2e0a "
    "2e17-2e18 2e1f 2e22-2e25 2e2e 301a-301b a46a-a46b a640-a641 a648-a649 a656-a657 a708-a716 a71b-a727 "
    "a72d a730 a735 a765 a789-a78e a790-a791 a793 a7aa a7f8-a7f9 ab52 ab66 ab70-abbf fb00-fb06 fb13-fb17 "
    "fb1d fb1f-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4f fb52-fb81 fb8a-fb95 fb9e-fb9f fbaa-fbad "
    "fbe8-fbe9 fbfc-fbff fe66 fe70-fe74 fe76-fefc fffc-fffd 10140-1018e 102e1-102fb 1d106-1d107 1d55a "
    "1d670-1d6a3 1d703 1d7f6-1d7ff 1f12f"
)
"""Ranges of code points, in hexadecimal, of Libertinus Serif, New Computer Modern and DejaVu Sans Mono in typst 0.15.

Left out are private use, controls, and the rarer combining marks, which no font here joins to every letter.
"""

_BASIC = "a 20-7e a0-ac ae-17f 384-386 388-38a 38c 38e-3a1 3a3-3ce 400-45f 2013 2014 2018-201e 2026 20ac"
_LONGEST = 40
"""Characters of one word that are left unbroken; a longer one may be broken there, to stay on the page."""

_OVERRIDES = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")
_LONG = re.compile(r"[^\s\u200b-]{40}(?=[^\s-])")
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0655"
_CARRIERS = "A-Za-z\u00c0-\u017f\u0386-\u03ce\u0400-\u045f\u1e00-\u1eff\u05d0-\u05ea\u0621-\u064a"
_STRAY_MARKS = re.compile(f"(?<![{_CARRIERS}{_MARKS}])[{_MARKS}]+")
"""Combining marks that do not follow a letter: no font here joins them to a sign."""

_DIGEST = re.compile(r"[0-9A-Za-z+/=]{40,64}")
_DROPPED = re.compile("[\u00ad\u200b\u2060\ufeff\ufe00-\ufe0f]")


def _outside(ranges: str) -> re.Pattern[str]:
    """Return a pattern for runs of characters that are in none of the ranges."""
    pairs = (item.partition("-")[::2] for item in ranges.split())
    inside = "".join(f"{_literal(first)}-{_literal(last or first)}" for first, last in pairs)
    return re.compile(f"[^{inside}]+")


def _literal(number: str) -> str:
    return re.escape(chr(int(number, 16)))


_NOT_SHOWN = _outside("a " + SHOWN)
_NOT_BASIC = _outside(_BASIC)


def legible(text: str, *, basic: bool = False) -> str:
    """Return the text with whatever has no glyph written as `[U+4E2D U+6587]`.

    Letters with accents are composed, tabs become blanks, invisible joiners without effect are dropped, and very
    long words may break; a digest alone stays whole. With `basic` only the commonest Latin, Greek and Cyrillic
    characters are kept, in case a rare combination of marks has no glyph.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
        text = _STRAY_MARKS.sub(_numbers, _DROPPED.sub("", text))
        text = (_NOT_BASIC if basic else _NOT_SHOWN).sub(_numbers, text)
    return text if len(text) <= _LONGEST or _DIGEST.fullmatch(text) else _LONG.sub("\\g<0>\u200b", text)


def without_overrides(text: str) -> str:
    """Return the text with controls, and marks that turn the direction of what follows, written as numbers."""
    return _OVERRIDES.sub(_numbers, text)


def _numbers(run: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(character):04X}' for character in run[0])}]"
