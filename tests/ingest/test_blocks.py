from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.catalogue import load_words
from factcheck.ingest import ingest, ingest_text

WORDS = load_words()
SHARED = Path(__file__).parents[2] / ".." / "shared"

BODY = "The harbour council of Vellmar met on Tuesday and agreed to close two of its nine piers before the winter."


def kinds(text: str) -> list[tuple[str, str]]:
    document = ingest_text(text, "a.txt", WORDS)
    return [(block.kind, text[block.start : block.end].strip()) for block in document.blocks]


@given(st.text(alphabet=st.sampled_from("Ab .-\n\r•:©\ufeff\u2028") | st.characters(), max_size=300))
def test_blocks_cover_every_text(text: str) -> None:
    blocks = ingest_text(text, "a.txt", WORDS).blocks
    assert "".join(text[block.start : block.end] for block in blocks) == text
    assert all(block.start < block.end for block in blocks)


def test_teaser_list_with_lone_marks_ends_at_the_next_paragraph() -> None:
    teasers = '"Harbour" POPULAR ARTICLE\n-\nFerry Fares to Rise 9% in May\n-\nMayor Orla Finch to Visit Tarn in Sept.'
    text = f"Vellmar Council Closes Two Piers\n{BODY}\n{teasers}\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["title", "body", *["boilerplate"] * 5, "body"]


def test_teaser_list_without_marks() -> None:
    found = kinds(f"{BODY}\nMost read\nFerry fares to rise by a tenth\nWhat Tarn Can Teach Us About Fog.\n{BODY}")
    assert [kind for kind, _ in found] == ["body", "boilerplate", "boilerplate", "boilerplate", "body"]


@pytest.mark.parametrize("heading", ["Related", "Read more:", "You may also like", "Most Read", "TRENDING"])
def test_a_heading_without_headlines_leaves_the_body_alone(heading: str) -> None:
    assert [kind for kind, _ in kinds(f"{BODY}\n{heading}\n{BODY}\nHe was 75.")] == [
        "body", "boilerplate", "body", "body",
    ]  # fmt: skip


def test_comment_form_with_its_labels() -> None:
    text = f"{BODY}\n\n  Leave a Reply\n\n  Your email address will not be published.\n\n  Website\n\n  Hidden field"
    assert [kind for kind, _ in kinds(text)] == ["body", *["boilerplate"] * 4]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Subscribe to our newsletter for more harbour news.",
        "By subscribing you keep our reporters at sea.",
        "Copyright 2021 Vellmar Post. All rights reserved.",
        "© 2014 Vellmar Post",
        "Share this: Facebook Twitter",
        "READ MORE: Why the fog came early",
        "A grey gull stands on a wet pier. A grey gull stands on a wet pier.",
        "* * *",
        "Contact Orla Vane at ovane@vellmarpost.com or 555-0147.",
        "Reach Orla Vane at 555-0147 or at twitter.com/orlavane.",
        "Orla Vane is a staff writer. Reach her at 555-0147.",
        "Follow reporter Jon Finch on Twitter.",
    ],
)
def test_boilerplate_lines(line: str) -> None:
    assert kinds(f"{BODY}\n{line}\n{BODY}")[1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "line",
    [
        "More than 40 people signed up for the newsletter of the port, which the mayor subscribes to.",
        "He said the share price fell after the advertisement was shown.",
        "The comment drew 30 replies within an hour.",
        "Related charges against two pilots were dropped in March 2014.",
        "Trending upward, the fares reached 12 crowns.",
        "The word “Share this” stood on 12 posters.",
        "Copyright law protects the harbour's 40 charts, the court said.",
        "He died in 2014.",
        "“Two pilots hurt tonight, more to follow” — Tarn Harbour Watch (@tarnwatch)",
        "Rescuers could not reach the ferry at 4 a.m., as the port said on Twitter.",
        "Anyone who saw the ferry is asked to contact the harbour police.",
    ],
)
def test_body_lines_stay(line: str) -> None:
    assert kinds(f"{BODY}\n{line}\n{BODY}")[1] == ("body", line)


def test_a_credit_at_the_end_of_a_caption_is_a_block_of_its_own() -> None:
    text = f"Mayor Orla Finch opens the pier, June 3. By Jon Vane / Pixhouse.com.\n{BODY}"
    assert kinds(text)[:2] == [
        ("caption", "Mayor Orla Finch opens the pier, June 3."),
        ("boilerplate", "By Jon Vane / Pixhouse.com."),
    ]


def test_a_notice_at_the_end_of_a_paragraph_is_cut_off() -> None:
    assert kinds(f"{BODY} Copyright 2020 Vellmar Post. All rights reserved.\n") == [
        ("body", BODY),
        ("boilerplate", "Copyright 2020 Vellmar Post. All rights reserved."),
    ]


def test_a_sentence_behind_a_notice_stays() -> None:
    found = kinds(f"{BODY}\n© 2020 Vellmar Post. Two pilots were charged with theft in the port.\n")
    assert found[1:] == [
        ("boilerplate", "© 2020 Vellmar Post."),
        ("body", "Two pilots were charged with theft in the port."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "16:28 JST, September 27, 2025",
        "Published: Jan 5, 2016",
        "Updated Saturday, December 05, 2009 8:28 PM",
        "21 July 2013 Last updated at 11:11 GMT",
        "By Jon Vane and Ida Holt",
    ],
)
def test_datelines(line: str) -> None:
    assert kinds(f"Vellmar Council Closes Two Piers\n{line}\n{BODY}")[1] == ("dateline", line)


def test_a_place_and_date_before_the_first_sentence_stays_in_the_body() -> None:
    text = f"TARN, June 3 (Wire) - {BODY}"
    assert kinds(text) == [("body", text)]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: the pier at dusk",
        "The pier at dusk (Getty Images)",
        "Orla Finch at the gate. Jon Vane/Reuters",
        "FILE - In this June 3, 2014 image, ferries lie in the port.",
    ],
)
def test_captions(line: str) -> None:
    assert kinds(f"{BODY}\n{line}\n{BODY}")[1] == ("caption", line)


def test_title() -> None:
    document = ingest_text(f"Vellmar Council Closes Two Piers\n\n{BODY}\n", "a.txt", WORDS)
    assert document.title == "Vellmar Council Closes Two Piers"
    assert document.blocks[0].kind == "title"


@pytest.mark.parametrize("text", [BODY, f"{BODY}\n{BODY}", "Vellmar Council Closes Two Piers"])
def test_no_title(text: str) -> None:
    assert ingest_text(text, "a.txt", WORDS).title == ""


def test_lines_of_fixed_width_are_joined() -> None:
    paragraph = (
        "The harbour council of Vellmar met on Tuesday and agreed to close\n"
        "two of its nine piers before the winter, after a storm had torn\n"
        "the roofs from three sheds and carried a crane into the bay near\n"
        "the old light."
    )
    assert [kind for kind, _ in kinds(f"{paragraph}\n\n{paragraph}\n")] == ["body", "body"]


def test_list_lines() -> None:
    assert [kind for kind, _ in kinds(f"{BODY}\n  • Two piers close in May\n  • Seven stay open.\n")] == [
        "body", "list", "list",
    ]  # fmt: skip


def test_seed_articles_agree_with_the_gold() -> None:
    gold = SHARED / "gold" / "seeds" / "claims.jsonl"
    if not gold.exists():
        pytest.skip("the shared articles are not beside the project")
    documents, problems = ingest([SHARED / "seeds"], WORDS)
    assert problems == ()
    by_number = {document.id[:3]: document for document in documents}
    for line in gold.read_text("utf-8").splitlines():
        claim = json.loads(line)
        blocks = by_number[claim["doc"]].blocks
        met = {block.kind for block in blocks if block.start < claim["end"] and claim["start"] < block.end}
        if claim["boilerplate"]:
            assert met == {"boilerplate"}, claim["id"]
        else:
            assert "boilerplate" not in met, claim["id"]
