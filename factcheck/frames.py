"""Frames: pieces of pictures under a name, for families whose patterns are alike but for such a piece.

`[frames]` of a family, and `claims/words/frames.toml` for all families, give a name a list of pieces, or a table of labels, each
with a piece or a list of them. A picture that holds `<f:name>` stands for as many pictures as the name has pieces, each with
one of them in its place, and `<f:name>?` for one without any as well. A piece may hold frames, though never itself. `{name}` in
what else a pattern says is the label of the piece. A word list that holds `<f:name>` holds its pieces.

All this is spelled out when the catalogue is built and kept: what reads articles knows pictures only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from factcheck.suggest import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Frame = Sequence[str] | Mapping[str, str | Sequence[str]]
    Pieces = Mapping[str, Frame]
    Labels = dict[str, str]

MOST: Final = 400  # pictures that one stands for
_MOST_OF_FAMILY: Final = 5000
_DEEPEST: Final = 8  # frames inside one another
_WRITTEN: Final = re.compile(r"<f:([a-z][a-z0-9_]*)>(\??)")


class FrameError(ValueError):
    """Tells what is wrong with a picture, a piece or a word list that holds a frame."""


class Frames:
    """The frames of one family and those of all, which its own ones go before."""

    def __init__(self, own: Pieces, shared: Pieces) -> None:
        self._own = own
        self._pieces = {**shared, **own}
        self._used: set[str] = set()
        self._total = 0

    def expanded(self, pattern: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the patterns that one stands for, in the order of the pieces; raises FrameError."""
        picture = pattern["name"]
        if "<f:" not in picture:
            return [dict(pattern)]
        self._total += self._counted(picture, ())
        if self._total > _MOST_OF_FAMILY:
            raise FrameError(f"frames make more than {_MOST_OF_FAMILY:,} pictures of this family")
        made = {text: _labelled(pattern, text, labels) for text, labels in self._spread(picture)}
        return list(made.values())

    def listed(self, words: Sequence[str]) -> list[str]:
        """Return the words of a list, pieces in the place of frames; raises FrameError."""
        if not any("<f:" in word for word in words):
            return list(words)
        for word in words:
            self._counted(word, ())
        return list(dict.fromkeys(text for word in words for text, _ in self._spread(word)))

    def wrong(self) -> Iterator[tuple[str, str]]:
        """Yield the family's own frames that cannot be spelled out, each with why."""
        for name in self._own:
            try:
                self._counted(f"<f:{name}>", ())
            except FrameError as error:
                yield name, str(error)

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield the family's own frames with each of their pieces, frames inside it left out."""
        for name, pieces in self._own.items():
            for _, piece in _pairs(pieces):
                yield name, " ".join(word for word in piece.split() if not word.startswith("<f:"))

    def unused(self) -> list[str]:
        """Return the family's own frames that nothing held of what was spelled out so far."""
        return [name for name in self._own if name not in self._used]

    def _counted(self, text: str, inside: tuple[str, ...]) -> int:
        """Return how many texts one stands for, having made sure that they can be spelled out."""
        product = 1
        for word in text.split():
            name, optional = _frame(word)
            if not name:
                continue
            if name not in self._pieces:
                raise FrameError(f"no frame {name!r}{meant(name, list(self._pieces))}")
            if name in inside:
                raise FrameError(f"frame {name!r} holds itself: {' > '.join((*inside, name))}")
            if len(inside) == _DEEPEST:
                raise FrameError(f"frames stand deeper than {_DEEPEST} inside one another: {' > '.join(inside)}")
            total = int(optional)
            for _, piece in _pairs(self._pieces[name]):
                total += self._counted(piece, (*inside, name))
                if total * product > MOST:
                    raise FrameError(f"stands for more than {MOST} pictures")
            product *= total
        return product

    def _spread(self, text: str) -> list[tuple[str, Labels]]:
        """Return the texts that one stands for, with the labels of the pieces in them by the frame's name."""
        rows: list[tuple[str, Labels]] = [("", {})]
        for word in text.split():
            name, optional = _frame(word)
            tails: list[tuple[str, Labels]] = [("", {})] if optional else []
            if name:
                self._used.add(name)
                for label, piece in _pairs(self._pieces[name]):
                    own = {name: label} if label else {}
                    tails += [(tail, _joined(own, labels)) for tail, labels in self._spread(piece)]
            else:
                tails.append((word, {}))
            rows = [(f"{head} {tail}".strip(), _joined(a, b)) for head, a in rows for tail, b in tails]
        return rows


def _frame(word: str) -> tuple[str, bool]:
    """Return the name of the frame that a word of a picture asks for, and whether it may be missing; "" for any other word."""
    if not word.startswith("<f:"):
        return "", False
    found = _WRITTEN.fullmatch(word)
    if found is None:
        raise FrameError(f"{word}: a frame is written <f:name>, in small letters, or <f:name>?")
    return found[1], bool(found[2])


def _pairs(frame: Frame) -> list[tuple[str, str]]:
    """Return the pieces of a frame, each behind its label ("" without one)."""
    if not isinstance(frame, dict):
        return [("", piece) for piece in frame]
    lists = ((label, [held] if isinstance(held, str) else held) for label, held in frame.items())
    return [(label, piece) for label, pieces in lists for piece in pieces]


def _joined(one: Labels, other: Labels) -> Labels:
    twice = one.keys() & other.keys()
    if twice:
        raise FrameError(f"frame {min(twice)!r} has labels and stands twice in one picture")
    return {**one, **other}


def _labelled(pattern: Mapping[str, Any], picture: str, labels: Labels) -> dict[str, Any]:
    """Return a pattern with another picture, and labels in the place of the names of their frames."""

    def said(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: said(inner) for key, inner in value.items()}
        for name, label in labels.items() if isinstance(value, str) else ():
            value = value.replace(f"{{{name}}}", label)
        return value

    for name in labels:
        if f"={name}>" in picture:
            raise FrameError(f"{name!r} is the name of a frame and of a capture")
    return {key: picture if key == "name" else said(value) for key, value in pattern.items()}


def spelled_out(family: Mapping[str, Any], shared: Pieces) -> dict[str, Any]:
    """Return a family of the right form without frames: its patterns and word lists hold what they stand for.

    Raises FrameError.
    """
    frames = Frames(family.get("frames", {}), shared)
    made = {key: value for key, value in family.items() if key != "frames"}
    if "pattern" in made:
        made["pattern"] = [one for pattern in made["pattern"] for one in frames.expanded(pattern)]
    if "words" in made:
        made["words"] = {name: frames.listed(words) for name, words in made["words"].items()}
    return made
