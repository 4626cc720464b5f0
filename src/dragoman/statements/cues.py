"""The words that mark speech, and a statement while it is being read."""

from dataclasses import dataclass
from pathlib import Path

from dragoman.language.parse import Parse

PLAIN_SPEECH = frozenset("say tell add warn insist note argue claim declare urge call".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Frames of cue lemmas by part of speech: {("VERB", "call"): {"for", "to"}}."""

    frames: dict[tuple[str, str], frozenset[str]]


def load_cues(path: Path = Path(__file__).parent.parent / "knowledge" / "cues.tsv") -> Cues:
    """Read the table of cues."""
    frames: dict[tuple[str, str], set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(("#", "pos\t")):
            continue
        pos, kinds, lemmas = line.split("\t")
        for lemma in lemmas.split(";"):
            frames.setdefault((pos, lemma.strip()), set()).update(kinds.split())
    return Cues(frames={k: frozenset(v) for k, v in frames.items()})


@dataclass(slots=True)
class Draft:
    """A statement in tokens, before ids and relays are worked out."""

    cue: tuple[int, int] | None
    speakers: tuple[str, ...]
    addressees: tuple[str, ...]
    content: list[tuple[int, int]]  # tokens, inclusive
    hedged: bool
    speaker_token: int
    plain: bool = False  # a word that tells of a statement wherever it stands


def has_marker(parse: Parse, token: int, word: str) -> bool:
    """A preposition or conjunction introduces the token."""
    return any(parse.lower[c] == word and parse.relations[c] in {"case", "mark"} for c in parse.children[token])
