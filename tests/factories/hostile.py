"""Text that tries to be something else: markup of three languages, controls, and marks that turn its direction."""

HOSTILE = (
    '#panic("no") #{ import "x" } $ x^2 $ *bold* _it_ @label <label> `raw` = Heading \\ // comment /* open '
    "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} %(name)s &amp; \u202egnp.exe \u0007\u0000 "
    "שלום مرحبا 李明 \U0001f600 e\u0301\u20dd " + "W" * 300
)
