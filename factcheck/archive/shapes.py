"""The form in which an article's reading is kept: for each type its fields, in order, with what each holds.

Written out, not drawn from the types themselves: a change of a type that would change what older archives hold must be seen
(a test compares the two), and changes FORM. `list(x)` is a tuple, `row(x,y)` a tuple of so many, `set(x)` a frozen set,
`map(x,y)` a mapping in its order, `x?` a value or None, `x|y` one of several types.
"""

from __future__ import annotations

from typing import Final

FORM: Final = 7  # the number of this form; an archive keeps it with every article

_VALUE: Final = "Quantity|Days|Clock|Name|Text|OneOf|AllOf"
_SPAN: Final = {"start": "int", "end": "int"}
_EVIDENCE: Final = {"evidence_start": "int", "evidence_end": "int"}

SHAPES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "Head": (
        "factcheck.archive.codec",
        {"sha256": "str", "published": "Published", "telling": "Telling", "sentences": "set(str)"},
    ),
    "Published": (
        "factcheck.model",
        {"start": "date?", "end": "date?", "basis": "str", "moment": "datetime?", "weekdays": "list(int)"},
    ),
    "Telling": (
        "factcheck.link.telling",
        {
            "terms": "map(str,int)",
            "names": "map(str,int)",
            "places": "map(str,int)",
            "numbers": "list(str)",
            "days": "set(row(int,int))",
            "weekdays": "set(int)",
        },
    ),
    "Outline": (
        "factcheck.archive.codec",
        {
            "document": "Document",
            "names": "DocumentNames",
            "groups": "list(Group)",
            "claims": "list(row(int,Claim))",
            "others": "set(str)",
            "left": "int",
        },
    ),
    "Detail": (
        "factcheck.archive.codec",
        {
            "statements": "list(Statement)",
            "forms": "Forms",
            "figures": "list(Figure)",
            "quotes": "list(Quote)",
            "rows": "list(Row)",
            "claims": "list(Claim)",
        },
    ),
    "Document": (
        "factcheck.model",
        {
            "id": "str",
            "path": "str",
            "text": "str",
            "blocks": "list(Block)",
            "outlet": "str",
            "title": "str",
            "url": "str",
            "published": "Published",
            "sha256": "str",
            "encoding": "str",
            "file": "str",
            "key": "str",
            "lines": "list(row(int,int))",
            "unread": "int",
        },
    ),
    "Block": ("factcheck.model", {**_SPAN, "kind": "str"}),
    "DocumentNames": (
        "factcheck.link.entities",
        {
            "persons": "list(str)",
            "organisations": "list(str)",
            "places": "list(row(str,str))",
            "glosses": "list(row(str,str))",
        },
    ),
    "Group": ("factcheck.link.offices", {"office": "str", "number": "int", "near": "set(int)"}),
    "Statement": (
        "factcheck.link.parallel",
        {
            "key": "str",
            "short": "bool",
            "kind": "str",
            "value": _VALUE,
            "text": "str",
            **_SPAN,
            **_EVIDENCE,
            "about": "str",
        },
    ),
    "Quantity": (
        "factcheck.model",
        {
            "low": "Decimal?",
            "high": "Decimal?",
            "unit": "str",
            "low_open": "bool",
            "high_open": "bool",
            "step": "Decimal",
            "scaled": "bool",
            "hedge": "str",
        },
    ),
    "Days": (
        "factcheck.model",
        {
            "start": "date?",
            "end": "date?",
            "granularity": "str",
            "year": "int?",
            "month": "int?",
            "day": "int?",
            "weekday": "int?",
            "hedged": "bool",
        },
    ),
    "Clock": ("factcheck.model", {**_SPAN, "zone": "str", "hedged": "bool"}),
    "Name": ("factcheck.model", {"text": "str", "kind": "str", "full": "str"}),
    "Text": ("factcheck.model", {"text": "str"}),
    "OneOf": ("factcheck.model", {"members": f"list({_VALUE})"}),
    "AllOf": ("factcheck.model", {"members": f"list({_VALUE})", "closed": "bool"}),
    "Forms": (
        "factcheck.link.forms",
        {
            "full": "map(str,list(Place))",
            "runs": "map(str,list(Place))",
            "words": "map(str,list(Place))",
            "count": "map(str,int)",
            "ages": "map(str,set(int))",
            "small": "set(str)",
            "bodies": "map(str,list(Place))",
            "joined": "set(int)",
            "roles": "map(str,set(str))",
            "spots": "map(str,list(Place))",
            "heads": "map(str,list(Place))",
        },
    ),
    "Place": ("factcheck.link.forms", {**_SPAN, **_EVIDENCE}),
    "Figure": (
        "factcheck.link.figures",
        {
            **_SPAN,
            "kind": "str",
            "thing": "str",
            "details": "set(str)",
            "predicate": "str",
            "subject": "set(str)",
            "who": "bool",
            "names": "set(str)",
            "words": "map(str,float)",
            "norm": "float",
            "value": _VALUE,
            "when": "Days?",
            "others": "bool",
            "part": "bool",
            "elsewhere": "bool",
            "lead": "bool",
            "world": "str",
            "night": "Days?",
            "period": "str",
        },
    ),
    "Row": ("factcheck.link.rows", {**_SPAN, **_EVIDENCE, "digits": "str", "unit": "str"}),
    "Quote": (
        "factcheck.link.quotes",
        {
            "words": "list(str)",
            "spans": "list(row(int,int))",
            "sentences": "list(row(int,int))",
            "speaker": "str",
            "speaker_start": "int",
            "speaker_end": "int",
        },
    ),
    "Claim": (
        "factcheck.model",
        {
            "id": "str",
            "document": "str",
            "family": "str",
            "pattern": "str",
            "subject": "Subject",
            "attribute": "str",
            "scope": "str",
            "value": _VALUE,
            **_SPAN,
            **_EVIDENCE,
            "time": "Days?",
            "time_basis": "str",
            "world": "str",
            "status": "str",
            "attribution": "str",
            "fields": "list(row(str,str))",
            "story": "str",
        },
    ),
    "Subject": ("factcheck.model", {"text": "str", "kind": "str", **_SPAN, "entity": "str"}),
}
