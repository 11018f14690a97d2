"""JUnit XML: a test case for each finding, so that what agrees counts as passed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.render.view import View, fails, line_of, many, missed, ordered, title, when, why

if TYPE_CHECKING:
    from junitparser import TestCase

    from factcheck.findings import Finding, Report, Silenced
    from factcheck.render.registry import Request

# Characters that XML 1.0 cannot hold; `clean` has shown the controls by their numbers.
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, request: Request) -> bytes:
    """Return the findings of all verdicts as test cases: those that fail the run failed, the others passed.

    The first case says what was read, and what could not be read is an error: a report is never empty.
    """
    from junitparser import Error, JUnitXml, TestCase, TestSuite  # noqa: PLC0415 - only where it is asked for

    view = View(report, request)
    suite = TestSuite("factcheck")
    read = TestCase(
        f"{many(len(report.documents), 'document')} read, {many(report.slots, 'slot')} compared", "factcheck"
    )
    suite.add_testcase(read)
    for p in missed(report):
        case = TestCase(_legal(line_of(p.path)), "factcheck.unreadable")
        case.result = [Error(_legal(line_of(p.message)), "unreadable")]
        suite.add_testcase(case)
    suite.add_testcases([_case(f, view) for f in ordered(report.findings)])  # one by one, each would be counted anew
    suite.add_testcases([_decided(s, view) for s in report.silenced])
    xml = JUnitXml("factcheck")
    xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    data: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return data


def _case(f: Finding, view: View) -> TestCase:
    from junitparser import Failure, TestCase  # noqa: PLC0415

    # The name bears the content's digest: a case keeps its history as long as its sentences stay.
    case = TestCase(_legal(f"{title(f)} [{f.id}]"), f"factcheck.{f.family}")
    text = _legal(_text(f, view))
    if fails(f, view.request.fail_on):
        failure = Failure(_legal(f"{f.verdict}: {line_of(f.message)}"), f.severity)
        failure.text = text
        case.result = [failure]
    else:
        case.system_out = text
    return case


def _decided(s: Silenced, view: View) -> TestCase:
    """Return the case of a finding that editors have decided on or that the baseline holds: it is skipped, and says why."""
    from junitparser import Skipped  # noqa: PLC0415

    case = _case(s.finding, view)
    why_not = "; ".join(f"{d.decision}: {d.reason} ({d.by})" for d in s.decisions) or "stands in the baseline"
    case.result = [Skipped(_legal(line_of(why_not)))]
    return case


def _text(f: Finding, view: View) -> str:
    lines = [f"{f.verdict} [{f.severity}] {line_of(f.message)}"]
    for side in view.sides(f):
        lines.append(line_of(side.value))
        for claim in view.told(side)[:3]:
            document = view.document(claim)
            where = f"{line_of(view.file(document))}:{view.place(claim).line}"
            lines.append(f"  {where} {view.outlet(document)}, {when(document)}: {view.excerpt(claim).text}")
    return "\n".join([*lines, why(f)])


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
