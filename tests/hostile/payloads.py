"""What articles may hold to break out of a page, a spreadsheet, a log or a terminal."""

from __future__ import annotations

from itertools import product
from typing import Final

_RUN: Final = "document.title='PWNED'"
_TAGS: Final = (
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<body onload={}>", '<iframe srcdoc="<script>{}</script>">',
    "<details open ontoggle={}>", "<input autofocus onfocus={}>", "<video src=x onerror={}>", "<style onload={}>", '<a href="javascript:{}">x</a>',
    '<form action="javascript:{}"><button>x</button></form>', '<object data="javascript:{}">', '<math><mi href="javascript:{}">x</mi></math>',
    '<meta http-equiv=refresh content="0;url=javascript:{}">', '<base href="javascript:{}//">', '<link rel=stylesheet href="data:text/css,{}">',
    "<marquee onstart={}>", "<img src='http://127.0.0.1:9/x?{}'>", "<template><script>{}</script></template>", "<svg><script>{}</script></svg>",
)  # fmt: skip
_BEFORE: Final = (
    "", '">', "'>", "</title>", "</style>", "</script>", "</textarea>", "-->", "]]>", "<!--", "&lt;", '" onmouseover="x" y="', "' style='x' y='",
    "{{ ", "{% raw %}", "\u2028",
)  # fmt: skip
XSS: Final = tuple(before + tag.format(_RUN) for before, tag in product(_BEFORE, _TAGS))
URLS: Final = (
    "javascript:alert(1)", "JaVa\tScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,<script>1</script>", "vbscript:x",
    "//127.0.0.1/x", "file:///etc/passwd", 'http://x.example/" onmouseover="x', "https://x.example/'><script>",
)  # fmt: skip
_SIGNS: Final = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "'=",
    '"=',
    ";=",
    ",=",
    "\u00a0=",
    "\u3000=",
    "''+",
    "=+-@",
)
_CALLS: Final = (
    "1+1",
    'HYPERLINK("http://x.example","x")',
    "cmd|' /C calc'!A0",
    "SUM(A1:A9)",
    'IMPORTXML("http://x.example","//a")',
)
FORMULAS: Final = tuple(sign + call for sign, call in product(_SIGNS, _CALLS))
LOGS: Final = (
    "::error file=x::owned", "::set-output name=x::y", "::add-mask::x", "##[error]owned", "##vso[task.setvariable variable=x]y",
    "\r\n::warning::x", "%0A::error::x", "\x1b[2J\x1b]0;x\x07", "\x1b]8;;http://x.example\x07x\x1b]8;;\x07", "1 passed, 0 failed",
)  # fmt: skip
