"""Training rows of the corpus (rows.py) as windows with labels for the act heads.

A window is a run of whole sentences of a report, cut as at run time but of varying size. Labels of a
window with W words:

- `known` [W, types] is an input: the types that the codebook's lexicon gives the word;
- `trigger` [W, types], `mode` [W, modes], `auxiliary` [W, 4]: several may hold of one word; the function
  words of a longer trigger are neither taught as triggers nor as none (-1);
- `standing` [W, 9]: of words in mentions, whether the entity belongs to a country, to none that is told, or to
  which of PLOVER's bodies without one; -1 elsewhere;
- `cue` [W, 3]: the word marks a statement; it is the first word of one without a cue; it is hedged;
- `links` [10, W, W]: word j is in the nearest mention that fills role r of trigger (or statement mark) i,
  in the content of mark i, in another trigger of the event of i, in the time expression or the place
  name that dates or places it; or tells the country of the entity that i is a mention of. -1 where
  neither yes nor no is taught: other mentions of the same entity, whole rows that are no trigger, mark or
  mention, and for time, place and country every word that hints.py did not find to be one.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from lemminflect import getAllInflections
from torch import Tensor

from dragoman.codebook import load_codebook
from dragoman.language.headlines import in_sentence_case
from dragoman.language.inventory import case_code, gap_code
from dragoman.language.parse import Mention
from dragoman.types import NO_COUNTRY
from windows import Batch, Pieces, Sentence, make_batch

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST "
    "ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
).split()
AUXILIARY = ["historical", "future", "hypothetical", "negated"]
STANDINGS = ["country", "none", "IGO", "NGO", "UNO", "EUR", "IMG", "MNC", "ISM"]
CUES = ["mark", "start", "hedged"]  # of a statement: its cue, the first word of one without, hedged
LINKS = [
    "actor", "recipient", "according_to", "speaker", "addressee", "content", "same", "time", "place", "home",
]  # fmt: skip
PARTICIPANTS = frozenset(LINKS[:5])
CONTENT, SAME, TIME, PLACE, HOME = (LINKS.index(k) for k in ("content", "same", "time", "place", "home"))
OF_TRIGGER, OF_MARK = (0, 1, 2, SAME), (3, 4, CONTENT)

MASKED = 103  # the encoder's [MASK]
ALTERED = frozenset({"VERB", "NOUN"})  # words that altered reports have others for
Likes = Mapping[tuple[str, str, str], Sequence[str]]  # word, part of speech and features: words like it (likes.py)

Record = dict[str, Any]


FUNCTION_WORDS = frozenset(
    "a an the of to in on at by for with from into over out up down off and or its their his her it they he she will "
    "would was were is are be been being has have had not no that this who which as".split()
)


def lexicon() -> dict[str, list[int]]:
    """The types that the codebook's trigger rules give each word form, in lower case."""
    forms: dict[str, set[int]] = {}
    for (lemma, pos), rules in load_codebook().rules.items():
        kinds = {TYPES.index(rule.type) for rule in rules}
        word = lemma.split(" ")[0]
        inflected = getAllInflections(word, upos=pos) if pos in {"VERB", "NOUN"} else {}
        for form in {word, *(f for group in inflected.values() for f in group)}:
            forms.setdefault(form.lower(), set()).update(kinds)
    return {form: sorted(kinds) for form, kinds in forms.items()}


def mode_names() -> list[str]:
    """`TYPE mode` of every mode in the codebook, in its order."""
    book = load_codebook()
    return [f"{kind} {mode}" for kind in TYPES for mode in book.types[kind].modes]


@dataclass(frozen=True)
class Marked:
    """A report's words with their annotation, word numbers throughout."""

    id: str
    text: str
    offsets: list[tuple[int, int]]
    words: list[str]
    gaps: list[int]
    breaks: list[bool]  # a sentence may begin here
    spans: list[tuple[int, int, str, int]]
    links: list[tuple[int, int, str]]
    events: list[Record]
    statements: list[Record]
    countries: list[str | None]  # of entities
    times: list[tuple[int, int, str | None, str | None]]
    signs: list[tuple[int, str, str, str | None]]
    sentences: list[tuple[int, Sentence]]  # the parser's own, with their first words
    partial: bool  # only acts are annotated, and of those who take part only some
    unread: bool  # nobody annotated it
    altered: bool = False  # some words are to be replaced by their like, at each reading by others


def read_rows(path: Path) -> list[Marked]:
    """The reports of a file that rows.py wrote."""
    return [to_marked(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def to_marked(row: Record) -> Marked:
    """One row that hints.py has added to."""
    text, offsets = row["text"], row["words"]
    gaps = [gap_code(text[offsets[i - 1][1] : offsets[i][0]]) if i else 3 for i in range(len(offsets))]
    words = in_sentence_case([text[s:e] for s, e in offsets], gaps)
    sentences = [(entry[0], _to_sentence(words, gaps, *entry)) for entry in row["sentences"]]
    starts = {first for first, _ in sentences}
    spans = [(a, b, label, owner) for a, b, label, owner in row["spans"]]
    return Marked(
        id=row["id"], text=text, offsets=[(s, e) for s, e in offsets], words=words, gaps=gaps,
        breaks=[i in starts for i in range(len(words))], spans=spans,
        links=[(a, b, label) for a, b, label in row["links"]], events=row["events"], statements=row["statements"],
        countries=[e.get("country") for e in row["entities"]], times=[tuple(t) for t in row["times"]],
        signs=[tuple(s) for s in row["signs"]], sentences=sentences, partial=row.get("partial", False),
        unread=row.get("unread", False),
    )  # fmt: skip


def altered(report: Marked) -> Marked:
    """A report whose words are to be replaced by their like (likes.py): only a teacher can tell what it says then."""
    return replace(
        report, spans=[], links=[], events=[], statements=[], countries=[], partial=False, unread=True, altered=True
    )


def _to_sentence(
    words: list[str], gaps: list[int], first: int, upos: list[str], features: list[str], heads: list[int],
    relations: list[str], mentions: list[Any],
) -> Sentence:  # fmt: skip
    end = first + len(upos)
    found = [Mention(a, b, head, kind, -1) for a, b, head, kind in mentions]
    return Sentence(words[first:end], upos, features, heads, relations, gaps[first:end], found)


def cut(report: Marked, pieces: Pieces, limit: int) -> Iterator[tuple[int, int]]:
    """First and end word of each window of at most about `limit` word pieces."""
    first, used, point = 0, 0, 0
    for i, word in enumerate(report.words):
        if i > first and report.breaks[i]:
            point = i
        size = len(pieces(word))
        if used + size > limit and point > first:
            yield first, point
            used = sum(len(pieces(w)) for w in report.words[point:i])
            first = point
        used += size
    if first < len(report.words):
        yield first, len(report.words)


@dataclass
class Inputs:
    """What the network is given of a batch of windows: word pieces [windows, pieces], words [windows, words]."""

    pieces: Tensor
    mask: Tensor
    cases: Tensor
    gaps: Tensor
    firsts: Tensor
    words: Tensor
    known: Tensor


@dataclass
class ActBatch(Inputs):
    """Tensors of a batch of windows; see the module's description for the labels."""

    trigger: Tensor
    mode: Tensor
    auxiliary: Tensor
    cue: Tensor
    standing: Tensor
    links: Tensor
    parse: Batch  # the parser's own labels of the same words
    partial: Tensor  # bool [windows]
    unread: Tensor  # bool [windows]
    found: dict[str, Tensor]  # bool [windows, words]: words of what hints.py found: mentions, times, places
    plain: Inputs | None  # the same words as they stand in the report, for a teacher


def batch_of(
    windows: Sequence[tuple[Marked, int, int]], pieces: Pieces, modes: Sequence[str], table: dict[str, list[int]],
    chance: random.Random | None, maps: Mapping[str, dict[str, int]] | None = None, *, plain: bool = False,
    likes: Likes | None = None,
) -> ActBatch:  # fmt: skip
    """A padded batch; with `chance`, quotation marks and case are sometimes written otherwise and words hidden.

    `maps` numbers features and relations, for the parser's labels; with `plain` the words as they stand are
    given as well; `likes` are what words of altered reports are replaced by.
    """
    width = max(b - a for _, a, b in windows)
    size = len(windows)
    labels = {
        "trigger": torch.zeros(size, width, len(TYPES)),
        "mode": torch.zeros(size, width, len(modes)),
        "auxiliary": torch.zeros(size, width, len(AUXILIARY)),
        "cue": torch.zeros(size, width, 3),
        "standing": torch.full((size, width, len(STANDINGS)), -1.0),
        "links": torch.full((size, len(LINKS), width, width), -1, dtype=torch.int8),
    }
    found = {name: torch.zeros(size, width, dtype=torch.bool) for name in ("mentions", "times", "places")}
    said, written, hidden = [], [], []
    for n, (report, first, end) in enumerate(windows):
        alter = report.altered and likes is not None and chance is not None
        said.append(_replaced(report, first, end, likes, chance) if alter else report.words[first:end])
        written.append(_written(said[n], chance))
        hidden.append(_hidden(end - first, chance))
        window = _Window({k: v[n] for k, v in labels.items()}, report, first, end)
        window.label_words(modes)
        window.label_links()
        window.label_standings()
        window.label_hints()
        if report.unread:
            window.mark_found({k: v[n] for k, v in found.items()})
    seen = inputs_of(windows, written, hidden, pieces, table)
    silver = [[s for at, s in report.sentences if first <= at < end] for report, first, end in windows]
    maps = maps or {"features": {}, "relations": {}}
    return ActBatch(
        **vars(seen), **labels,
        parse=make_batch(silver, pieces, maps["features"], maps["relations"], has_entities=True, chained=False),
        partial=torch.tensor([report.partial for report, _, _ in windows]),
        unread=torch.tensor([report.unread for report, _, _ in windows]),
        found=found,
        plain=inputs_of(windows, said, [frozenset()] * size, pieces, table)
        if plain
        else None,
    )  # fmt: skip


def inputs_of(
    windows: Sequence[tuple[Marked, int, int]], written: Sequence[Sequence[str]], hidden: Sequence[frozenset[int]],
    pieces: Pieces, table: Mapping[str, Sequence[int]],
) -> Inputs:  # fmt: skip
    """The network's inputs for windows whose words are `written` so, some of them `hidden`."""
    width = max(map(len, written))
    known = torch.zeros(len(windows), width, len(TYPES))
    rows = []
    for n, (report, first, end) in enumerate(windows):
        for i, word in enumerate(written[n]):
            for kind in () if i in hidden[n] else table.get(word.lower(), ()):
                known[n, i, kind] = 1
        rows.append(input_row(written[n], report.gaps[first:end], pieces, hidden[n]))

    def pad(key: str, value: int) -> Tensor:
        longest = max(len(r[key]) for r in rows)
        return torch.tensor([r[key] + [value] * (longest - len(r[key])) for r in rows])

    lengths = torch.tensor([len(words) for words in written])
    return Inputs(
        pieces=pad("p", 0), mask=pad("p", -1) >= 0, cases=pad("c", 4), gaps=pad("g", 0), firsts=pad("f", 0),
        words=torch.arange(width).unsqueeze(0) < lengths.unsqueeze(1), known=known,
    )  # fmt: skip


def input_row(
    words: Sequence[str], gaps: Sequence[int], pieces: Pieces, hidden: frozenset[int] = frozenset()
) -> dict[str, list[int]]:
    """The network's inputs for a window: word pieces `p`, their cases `c` and gaps `g`, first pieces of words `f`.

    The pieces of the `hidden` words are masked.
    """
    row: dict[str, list[int]] = {"p": [101], "c": [4], "g": [0], "f": []}
    for number, (word, gap) in enumerate(zip(words, gaps, strict=True)):
        ids = [MASKED] * len(pieces(word)) if number in hidden else pieces(word)
        row["f"].append(len(row["p"]))
        row["p"] += ids
        row["c"] += [case_code(word)] * len(ids)
        row["g"] += [gap] + [0] * (len(ids) - 1)
    for key, last in (("p", 102), ("c", 4), ("g", 0)):
        row[key].append(last)
    return row


def _replaced(report: Marked, first: int, end: int, likes: Likes, chance: random.Random) -> list[str]:
    """The words of a window, a tenth to a half of its verbs and nouns replaced by their like.

    What dates and places are read from stays.
    """
    words, share = report.words[first:end], 0.1 + 0.4 * chance.random()
    fixed = {token for token, *_ in report.signs} | {i for a, b, *_ in report.times for i in range(a, b)}
    for begin, sentence in report.sentences:
        for i in range(max(begin, first), min(begin + len(sentence.words), end)):
            if sentence.upos[i - begin] in ALTERED and i not in fixed and chance.random() < share:
                like = likes.get((report.words[i], sentence.upos[i - begin], sentence.features[i - begin]))
                if like:
                    words[i - first] = chance.choice(like)
    return words


def _hidden(count: int, chance: random.Random | None) -> frozenset[int]:
    """The words of a window to be guessed from their neighbours: none of a third of the windows, else up to 15 %."""
    if chance is None or chance.random() < 0.33:
        return frozenset()
    share = chance.random() * 0.15
    return frozenset(i for i in range(count) if chance.random() < share)


def _written(words: list[str], chance: random.Random | None) -> list[str]:
    if chance is None:
        return words
    draw = chance.random()
    if draw < 0.3:
        straight = str.maketrans("“”’‘", "\"\"''")
        return [w.translate(straight) for w in words]
    if draw < 0.34:
        return [w.lower() for w in words]
    return words


class _Window:
    """A stretch of a report and its labels, filled in place."""

    def __init__(self, labels: dict[str, Tensor], report: Marked, first: int, end: int) -> None:
        self.labels, self.report, self.first, self.length = labels, report, first, end - first
        if report.partial:
            labels["cue"][:] = -1

    def inside(self, span: int) -> slice | None:
        """Where a span stands in the window, None where it does not."""
        a, b = self.report.spans[span][0] - self.first, self.report.spans[span][1] - self.first
        return slice(max(a, 0), min(b, self.length)) if a < self.length and b > 0 else None

    def label_words(self, modes: Sequence[str]) -> None:
        """Triggers with modes and auxiliary modes, and cues."""
        for number, (_, _, label, owner) in enumerate(self.report.spans):
            at = self.inside(number)
            if at is None:
                continue
            if label == "trigger":
                event = self.report.events[owner]
                self.label_trigger(at, TYPES.index(event["type"]))
                for mode in event["mode"]:
                    self.labels["mode"][at, modes.index(f"{event['type']} {mode}")] = 1
                for name in event["auxiliary"]:
                    self.labels["auxiliary"][at, AUXILIARY.index(name)] = 1
            elif label == "cue":
                self.labels["cue"][at, 0] = 1
                self.labels["cue"][at, 2] = float(self.report.statements[owner]["hedged"])

    def label_trigger(self, at: slice, kind: int) -> None:
        """The words of a trigger, its function words left open."""
        column = self.labels["trigger"][:, kind]
        alone = at.stop - at.start == 1
        for word in range(at.start, at.stop):
            if alone or self.report.words[self.first + word].lower() not in FUNCTION_WORDS:
                column[word] = 1
            elif column[word] == 0:
                column[word] = -1

    def label_links(self) -> None:
        """Participants, contents and further triggers of each trigger and mark."""
        links, marks = self.labels["links"], _marks(self.report)
        holders: dict[int, slice] = {}
        of_owner: dict[tuple[str, int], list[slice]] = {}
        for number, (_, _, label, owner) in enumerate(self.report.spans):
            at = self.inside(number)
            if at is None:
                continue
            of_owner.setdefault((label, owner), []).append(at)
            if label == "trigger" or number in marks:
                if label == "content":
                    links[CONTENT, slice(at.start, at.start + 1), at] = 1
                    at = slice(at.start, at.start + 1)
                    self.labels["cue"][at, 1] = 1
                holders[number] = at
                for kind in self.taught(label, number):
                    block = links[kind, at, : self.length]
                    block[block < 0] = 0
        for a, b, name in self.report.links:
            if a in holders and name in PARTICIPANTS:
                others = of_owner.get(("mention", self.report.spans[b][3]), [])
                self._leave_open(links[LINKS.index(name), holders[a]], others)
        for a, b, name in self.report.links:
            target = self.inside(b)
            if a in holders and name in LINKS and target is not None:
                links[LINKS.index(name), holders[a], target] = 1
        for (label, _), spans in of_owner.items():
            if label == "trigger":
                for one in spans:
                    for two in spans:
                        links[SAME, one, two] = 1

    def label_standings(self) -> None:
        """Whose the entities are that words stand for."""
        if self.report.partial:
            return
        for number, (_, _, label, owner) in enumerate(self.report.spans):
            at = self.inside(number)
            if label == "mention" and at is not None:
                country = self.report.countries[owner]
                name = "none" if country is None else country if country in NO_COUNTRY else "country"
                self.labels["standing"][at] = 0
                self.labels["standing"][at, STANDINGS.index(name)] = 1

    def taught(self, label: str, span: int) -> Iterator[int]:
        """The links that are known of a trigger or mark: in a partial annotation those of the sides that it gives."""
        if label != "trigger":
            yield from OF_MARK
        elif not self.report.partial:
            yield from OF_TRIGGER
        else:
            yield SAME
            event = self.report.events[self.report.spans[span][3]]
            yield from (LINKS.index(role) for role in ("actor", "recipient") if event[role])

    def label_hints(self) -> None:
        """When and where of triggers and the country of mentions, among what the program found in the text."""
        links, report = self.labels["links"], self.report
        if report.partial:
            return
        for number, (_, _, label, owner) in enumerate(report.spans):
            at = self.inside(number)
            if at is None:
                continue
            if label == "mention":
                country = report.countries[owner]
                if country is None or country not in NO_COUNTRY:
                    for token, code, _, _ in report.signs:
                        self._teach(links[HOME], at, token, token + 1, code == country)
            elif label == "trigger":
                when, where = report.events[owner]["when"], report.events[owner]["where"]
                for first, end, *days in report.times:
                    self._teach(links[TIME], at, first, end, when is not None and list(days) == list(when))
                name = where["name"].lower() if where else None
                for token, _, kind, place in report.signs:
                    if kind == "place":
                        word = report.words[token].lower()
                        right = name is not None and (word in name.split() or (place or "").lower() == name)
                        self._teach(links[PLACE], at, token, token + 1, right)

    def _teach(self, link: Tensor, at: slice, first: int, end: int, right: bool) -> None:
        first, end = max(first - self.first, 0), min(end - self.first, self.length)
        if first < end:
            block = link[at, first:end]
            block.copy_((block == 1) | right)

    def mark_found(self, found: Mapping[str, Tensor]) -> None:
        """Mark the words of what hints.py found in a text that nobody annotated, in place."""
        first = self.first

        def mark(name: str, start: int, end: int) -> None:
            found[name][max(start - first, 0) : max(min(end - first, self.length), 0)] = True

        for begin, sentence in self.report.sentences:
            for mention in sentence.mentions:
                mark("mentions", begin + mention.start, begin + mention.end)
        for start, end, *_ in self.report.times:
            mark("times", start, end)
        for token, _, kind, _ in self.report.signs:
            if kind == "place":
                mark("places", token, token + 1)

    @staticmethod
    def _leave_open(rows: Tensor, mentions: list[slice]) -> None:
        """The other mentions of a participant are neither right nor wrong."""
        for at in mentions:
            rows[:, at] = torch.where(rows[:, at] == 1, 1, -1)


def _marks(report: Marked) -> set[int]:
    """The spans that stand for a statement: its cue, or its first content where it has none."""
    with_cue = {owner for _, _, label, owner in report.spans if label == "cue"}
    firsts: dict[int, int] = {}
    for i, (_, _, label, owner) in enumerate(report.spans):
        if label == "content" and owner not in with_cue:
            firsts.setdefault(owner, i)
    return {i for i, s in enumerate(report.spans) if s[2] == "cue"} | set(firsts.values())
