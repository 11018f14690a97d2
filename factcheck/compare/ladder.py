"""The ladder: ordered rungs, of which the first that holds names the verdict on two values of one slot."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from factcheck.compare.distance import (
    birthday_within,
    dated,
    days_of,
    far,
    gap,
    generations,
    many_times,
    meet,
    parent_and_child,
    spoken,
)
from factcheck.compare.slots import toll
from factcheck.compare.tolls import (
    attacker,
    edited,
    grown,
    lower_later,
    risen,
    settled,
    whole_and_part,
    withdrawn,
)
from factcheck.findings import Dimension
from factcheck.model import AllOf, Claim, Days, Document, Name
from factcheck.record import record, replaced
from factcheck.values import Algebra, show
from factcheck.values.day import days_apart
from factcheck.values.sets import intersects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from factcheck.catalogue import Family
    from factcheck.compare.items import Item

_RARE_NAMES = 2
_SPELLINGS = ("naming person", "naming street", "naming place")
# Words for those who investigate one event, and for their papers: they are no two sources that hold different views.
_OFFICIAL = frozenset(
    (
        "police",
        "officer",
        "officers",
        "detectives",
        "investigators",
        "deputies",
        "troopers",
        "sheriff",
        "prosecutors",
        "officials",
        "authorities",
        "report",
        "reports",
        "records",
        "affidavit",
        "documents",
        "force",
    )
)
_UNREAL = frozenset(("denied", "hypothetical"))
_DENIED = frozenset(("denied",))
_NONE: frozenset[str] = frozenset()
_POINTING = frozenset(("he", "she", "they", "it", "who"))
_TERM = 3  # days in which an office changes hands in no story whose texts do not tell so
# Two ages of which a birthday within so many days is the only excuse are a slip: of a hundred people one has his birthday in
# any four days, and of a hundred ages in the news more than one is wrong.
_BIRTHDAY = 3


@record(frozen=True, slots=True)
class Context:
    """What the rungs may ask: the family, the documents, the algebra, and how many rare names two documents share.

    `meeting` is the algebra by which the family's values meet.
    """

    family: Family
    documents: Mapping[str, Document]
    algebra: Algebra
    meeting: Algebra
    shared_names: Callable[[str, str, str], int]
    grade: Callable[[Sequence[str], Sequence[str]], str]
    tolls: Mapping[str, frozenset[Decimal]]


@record(frozen=True, slots=True)
class Ruling:
    """The verdict on two items, its reason, a sentence for people, and whether their scopes are one."""

    verdict: str
    reason: str
    message: str
    scope: bool


def meeting(family: Family, algebra: Algebra) -> Algebra:
    """Return the algebra by which two values of a family meet."""
    if (
        family.construction in _SPELLINGS
    ):  # linked because they differ: letters that stand for one another excuse nothing
        algebra = replaced(algebra, letters=())
    if family.width:
        algebra = replaced(algebra, widths=replaced(algebra.widths, least=Decimal(str(family.width))))
    return algebra


def judge(a: Item, b: Item, context: Context, *, functional: bool, grade: str = "") -> Ruling:
    """Return the ruling on two items of one slot; `grade` tells how surely link holds two figures to be one.

    The rungs, in order: same or meeting value; scope; status; world; time (stated times, handover shown by
    the text, document times that cannot overlap); attribution; the family's way to change; undated documents of
    different stories; a slot that is not functional; the family's ceiling; contradiction.
    """
    meets = meet(a, b, context)
    scope = grade != "scope" if grade else a.scope == b.scope
    status = _status(a, b, context)
    world = a.world == b.world

    def rule(verdict: str, reason: str, message: str) -> Ruling:
        return Ruling(verdict, reason, message, scope)

    if not scope and not (meets and _everybody(a, b, context)):
        return rule("explained", "scope", f"different scope: {a.scope or 'not stated'} and {b.scope or 'not stated'}")
    if status:
        return rule(*status)
    apart = _UNREAL
    if isinstance(a.value, Days):
        # What another predicate denies is something else ("will not meet her ahead of her speech in March").
        apart = _DENIED if a.head.attribute == b.head.attribute else _NONE
    if grade and meets and a.world not in apart and b.world not in apart:
        world = True  # what was planned came to be, and a day is one whether something will or would be on it
    slip = not meets and (grade == "slip" or a.head.get("exchanged"))
    if slip and a.world not in apart and b.world not in apart:
        return rule("contradiction", "value", f"{a.shown} and {b.shown}: two digits have changed places")
    if not world or a.world == "hypothetical":
        return (
            rule("agreement", "same value", "both give the same value")
            if meets and world
            else rule("explained", "world", f"{a.world} on one side, {b.world} on the other")
        )
    if meets and risen(a, b, context):
        return rule("explained", "time", f"the figure rose: {a.shown} and {b.shown}")
    birthday = birthday_within(a, b, context) if meets else None
    if meets and birthday is None:
        return rule("agreement", _agreement(a, b), f"{a.shown} and {b.shown} can both hold")
    if a.head.get("quoted") == "form":
        return rule("agreement", "wording", f"one quotation, with words of form changed: {a.shown} / {b.shown}")
    if context.family.construction == "naming organisation":
        return rule("explained", "identity", f"{a.shown} and {b.shown} are names of one body")
    if attacker(a, b, context):
        return rule("explained", "scope", f"{a.shown} and {b.shown}: one counts who did it as well")
    back = withdrawn(a, b, context)
    if back is not None:
        shown = f"{a.shown} and {b.shown}: one text says that the other's figure was wrong"
        return rule("contradiction", "value", shown) if back else rule("explained", "time", f"{shown}, and came later")
    when, why = _time(a, b, context)
    if when == "differs":
        if lower_later(a, b, context):
            return rule("review", "time", "a later text gives a lower figure")
        return rule("explained", "time", why[0] if why else "different times")
    if grade == "identity":
        return rule("explained", "identity", f"{a.head.subject.text} and {b.head.subject.text} are two")
    copied = bool(a.head.get("copy"))
    if context.family.ceiling == "review" and not copied and far(a, b):
        return rule("explained", "time", "the dates lie too far apart to be of one event")
    if context.family.changes == "ages" and (generations(a, b) or parent_and_child(a, b)):
        return rule("explained", "identity", "ages of two of one name")
    if a.head.get("by") and b.head.get("by") and a.head.get("by").split()[-1] != b.head.get("by").split()[-1]:
        return rule("explained", "identity", f"{a.head.get('by')} and {b.head.get('by')} are two")
    if a.head.get("sole") and context.family.changes == "never" and many_times(a.value, b.value):
        return rule("explained", "identity", "values so far apart are those of two")
    # Two days of the calendar on which one person came to harm lie as far apart as they like; a weekday may be that of any week.
    loose = a.head.get("sole") or (isinstance(a.value, Days) and not (dated(a) and dated(b)))
    if loose and context.family.near and gap(a.value, b.value, context.algebra) > context.family.near:
        return rule("explained", "identity", "values so far apart are those of two")
    if _two_sources(a, b):
        return rule("explained", "attribution", f"{a.attribution} and {b.attribution} are different sources")
    if not settled(a, b, context) and whole_and_part(a, b, context):
        return rule("explained", "scope", f"{a.shown} and {b.shown}: one counts others as well")
    soft = _review(a, b, context, when, functional=functional, sure=copied or grade == "firm")
    if soft:
        return rule("review", soft[0], soft[1])
    if birthday:
        told = (
            f"{a.shown} and {b.shown}: both are right only with a birthday within {birthday} day{'s' * (birthday > 1)}"
        )
        return rule(*(("contradiction", "value") if birthday <= _BIRTHDAY else ("review", "time")), told)
    if context.family.construction in _SPELLINGS and isinstance(a.value, Name):
        return rule("contradiction", "spelling", f"{a.shown} and {b.shown} are two ways to write one name")
    kinds = sorted({k for item in (a, b) if (k := item.head.get("kind"))})
    note = f" ({' and '.join(kinds)})" if kinds else ""
    return rule("contradiction", "value", f"{a.shown} and {b.shown} cannot both be right{note}")


def dimensions(a: Item, b: Item, ruling: Ruling, context: Context) -> tuple[tuple[str, Dimension], ...]:
    """Return for each of the seven dimensions whether two items are the same in it, with the words that show it."""
    when, why = _time(a, b, context)
    source = "same" if a.attribution == b.attribution else "differs" if _two_sources(a, b) else "unknown"
    return (
        ("subject", Dimension("same", (a.head.subject.text, b.head.subject.text))),
        ("attribute", Dimension("same", (a.head.attribute,))),
        ("scope", _dimension(ruling.scope, a.scope, b.scope)),
        ("time", Dimension(when, why)),
        ("world", _dimension(a.world == b.world, _world_words(a), _world_words(b))),
        ("attribution", Dimension(source, _some(a.attribution, b.attribution))),
        ("value", _dimension(meet(a, b, context), a.shown, b.shown)),
    )


def _everybody(a: Item, b: Item, context: Context) -> bool:
    """Tell whether of two tolls one is of everybody: "two killed" and "two teenagers killed" are one toll."""
    return not (a.scope and b.scope) and toll(a.head, context.family) and toll(b.head, context.family)


def _review(a: Item, b: Item, context: Context, when: str, *, functional: bool, sure: bool) -> tuple[str, str] | None:
    """Return why two disjoint values are left to a reader, or None when nothing but the value differs.

    `sure` tells that the two are one figure: by the same words around them, or by thing, predicate and surroundings.
    """
    family = context.family
    if a.head.get("derived") or b.head.get("derived"):
        return "derived", "one value is not stated but follows from others of its text"
    if kind := a.head.get("quoted"):
        return kind, f"one quotation in two wordings: {a.shown} / {b.shown}"
    if not sure and (family.ceiling == "review" or any(c.get("unlinked") for c in (a.head, b.head))):
        return "ceiling", "the texts do not tie both values firmly to one event"
    if a.document == b.document:
        return None
    if family.changes == "ages" and when == "unknown":
        return "time", "one text bears no date, and everyone grows older"
    if _changes(a.head, context) == "running" and when != "same":
        return "time", "such figures change, and the texts do not settle which is later"
    if a.head.get("figure") and family.changes == "running" and grown(a, b, context):
        return "time", "the later text gives more, and the figure may have grown"
    if toll(a.head, family) and not settled(a, b, context) and not edited(a, b):
        return "time", "tolls change in the first days, and the texts do not settle which is later"
    if (
        a.story != b.story
        and when == "unknown"
        and context.shared_names(a.document, b.document, a.head.subject.entity) < _RARE_NAMES
    ):
        return "time", "one text is undated and the two tell different stories"
    if not functional:
        return "functional", "one text gives this slot two values by itself"
    return None


def _changes(claim: Claim, context: Context) -> str:
    """Return how the value of a claim may change: of figures with their verb, only the running ones do."""
    if claim.get("figure") and context.family.changes == "running" and not claim.get("running"):
        return "never"
    return context.family.changes


def _two_sources(a: Item, b: Item) -> bool:
    """Tell whether both values are ascribed to named sources, and to different ones."""
    left, right = a.attribution.casefold(), b.attribution.casefold()
    return bool(left and right and left != right and not {left, right} & _POINTING and not {left, right} <= _OFFICIAL)


def _status(a: Item, b: Item, context: Context) -> tuple[str, str, str] | None:
    """Return the ruling that status words decide: a former holder and a current one can both be right."""
    if a.status == b.status == "current":
        return None
    if intersects(a.value, b.value, context.algebra):
        return (
            None
            if a.status == b.status
            else ("explained", "status", f"{a.status} on one side, {b.status} on the other")
        )
    if a.status == b.status:
        return "explained", "time", f"both are {a.status} holders"
    undated = any(days_of(context.documents[i.document]) is None for i in (a, b) if i.status == "current")
    if undated and a.document != b.document:
        return "review", "time", f"{a.status} in one text, current in another that bears no date"
    return "explained", "status", f"{a.status} on one side, {b.status} on the other"


def _time(a: Item, b: Item, context: Context) -> tuple[str, tuple[str, ...]]:
    """Return whether the claims' times are the same, differ or are unknown, with the words that show it."""
    first, second = a.head, b.head
    if first.time is not None and second.time is not None:
        if not intersects(first.time, second.time, context.algebra):
            return "differs", (f"{show(first.time)} and {show(second.time)}",)
        return "same", (show(first.time), show(second.time))
    if a.document == b.document:
        return (
            ("differs", ("one value is dated, the other is of the article's own time",))
            if (first.time or second.time) and _changes(first, context) != "never"
            else ("same", ())
        )
    if _changes(first, context) == "never":
        return "same", ()
    if context.family.changes == "ages":
        known = spoken(first, context) is not None and spoken(second, context) is not None
        return "same" if known else "unknown", ()
    left, right = spoken(first, context), spoken(second, context)
    for claim, other in ((first, second), (second, first)):
        apart = not other.get("handover") or a.story != b.story
        if claim.get("handover") and apart and context.family.changes == "terms":
            return "differs", (f"a text shows a change of holder: {claim.get('handover')}",)
    if left is None or right is None:
        return "unknown", tuple(show(d) for d in (left, right) if d)
    if not intersects(left, right, context.algebra):
        office = context.family.holders or (context.family.compare == "story" and context.family.changes == "terms")
        if office and a.story == b.story and days_apart(left, right) <= _TERM:
            return "same", (show(left), show(right))
        return "differs", (f"the texts speak at different times: {show(left)} and {show(right)}",)
    if None in (left.start, left.end, right.start, right.end):
        return "unknown", (show(left), show(right))
    return "same", (show(left), show(right))


def _agreement(a: Item, b: Item) -> str:
    if isinstance(a.value, AllOf) or isinstance(b.value, AllOf):
        return "co-holders"
    return "same value" if a.shown.casefold() == b.shown.casefold() else "values meet"


def _world_words(item: Item) -> str:
    kind = item.head.get("kind")
    return f"{item.world} ({kind})" if kind else item.world


def _dimension(same: bool, left: str, right: str) -> Dimension:
    return Dimension("same" if same else "differs", _some(left, right))


def _some(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
