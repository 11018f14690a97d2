"""Whatever is done to an archive in whatever order, it holds what a dictionary would, and who else looks sees the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from faults import articles
from faults.server import Server, programs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from factcheck.archive.codec import Codec
from factcheck.archive.entry import Entry, Indexer
from factcheck.archive.opening import opened
from factcheck.archive.verify import damages
from factcheck.ingest import ingest_text
from factcheck.pipeline import Options, families
from factcheck.reading import readings
from factcheck.record import replaced

NAMES, TEXTS, READERS = 3, 3, ("first", "second")
places, texts, readers = st.integers(0, NAMES - 1), st.integers(0, TEXTS - 1), st.sampled_from(READERS)


def made() -> dict[tuple[int, int], Entry]:
    """Return entries by the number of their article and of its text."""
    catalogue = families(Options())
    indexer = Indexer(catalogue, READERS[0], Codec())
    keys = [(name, text) for name in range(NAMES) for text in range(TEXTS)]
    given = [
        replaced(ingest_text(articles.text(10 * n + t), f"{n}.txt", catalogue.words), url=f"https://news.example/{n}")
        for n, t in keys
    ]
    read, _ = readings(given, catalogue)
    return {key: indexer.entry(d, r) for key, d, r in zip(keys, given, read, strict=True)}


class Machine(RuleBasedStateMachine):
    """An archive beside a dictionary: name -> its versions as (text, reader), the last is the current one."""

    where = ""
    entries: dict[tuple[int, int], Entry]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[int, list[tuple[int, str]]] = {}
        self.archive = opened(self.where, write=True)
        self.archive.remove([identity for identity, *_ in self.archive.identities()])

    def teardown(self) -> None:
        self.archive.__exit__(None, None, None)

    def _told(self, name: int, text: int, reader: str) -> str:
        versions = self.held.setdefault(name, [])
        for place, (known, by) in enumerate(versions):
            if known == text:
                if by == reader or place < len(versions) - 1:
                    return "known"
                versions[place] = (text, reader)
                return "read again"
        versions.append((text, reader))
        return "changed" if len(versions) > 1 else "added"

    @rule(step=st.lists(st.tuples(places, texts, readers), max_size=4))
    def add(self, step: list[tuple[int, int, str]]) -> None:
        wanted = [self.entries[name, text]._replace(reader=reader) for name, text, reader in step]
        assert self.archive.put(wanted) == [self._told(*one) for one in step]

    @rule(name=places)
    def remove(self, name: int) -> None:
        gone = self.archive.remove([f"https://news.example/{name}"])
        assert gone == len(self.held.pop(name, []))

    @rule(name=places, text=texts)
    def is_cut_off_while_it_writes(self, name: int, text: int) -> None:
        self.archive._db.begin(write=True)
        self.archive._db.execute("DELETE FROM claims")
        self.archive._db.execute("UPDATE article SET title = ?", (f"{name} {text}",))
        self.archive._db.close()
        self.archive = opened(self.where, write=True)

    @rule()
    def is_opened_anew(self) -> None:
        self.archive.__exit__(None, None, None)
        self.archive = opened(self.where, write=True)

    @invariant()
    def holds_what_the_dictionary_does(self) -> None:
        with opened(self.where) as other, other.reading():
            found: dict[str, list[tuple[str, str]]] = {}
            for stored in other.articles(every=True):
                found.setdefault(stored.identity, []).insert(stored.version - 1, (stored.content, stored.reader))
                last = len(self.held[int(stored.identity[-1])])
                assert stored.current == (stored.version == last)
            assert found == {
                f"https://news.example/{name}": [
                    (self.entries[name, text].content, reader) for text, reader in versions
                ]
                for name, versions in self.held.items()
                if versions
            }
            assert list(damages(other)) == []


@pytest.mark.parametrize(("store", "examples"), [("sqlite", 15), ("postgresql", 5)])
def test_an_archive_is_a_dictionary(store: str, examples: int) -> None:
    if store == "postgresql" and programs() is None:
        pytest.skip("no PostgreSQL server is installed: make programs")
    Machine.entries = made()
    with tempfile.TemporaryDirectory() as folder:
        server = Server() if store == "postgresql" else None
        try:
            Machine.where = server.address() if server else str(Path(folder) / "a.db")
            shape = settings(max_examples=examples, stateful_step_count=15, deadline=None)
            run_state_machine_as_test(Machine, settings=shape)  # type: ignore[no-untyped-call]
        finally:
            if server:
                server.__exit__()
