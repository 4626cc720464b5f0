"""A parse as a spaCy Doc, for users who work with displaCy and Matcher (extra `dragoman[spacy]`)."""

from typing import TYPE_CHECKING, Any

from dragoman.language.parse import Parse

if TYPE_CHECKING:
    from spacy.tokens import Doc


def to_spacy(parse: Parse) -> "Doc":
    """The parse's words, tags, features, trees, sentences and named mentions as a spaCy Doc.

    spaCy keeps one blank at most between words, so character offsets may differ from the report's;
    `doc.user_data["offsets"]` holds the report's (start, end) of each word. Raises ImportError where
    spaCy is not installed.
    """
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

    count = len(parse)
    firsts = {first for first, _ in parse.sentences}
    arguments: dict[str, Any] = {
        "words": list(parse.words),
        "spaces": [i + 1 < count and parse.starts[i + 1] > parse.ends[i] for i in range(count)],
        "pos": list(parse.upos),
        "lemmas": list(parse.lemmas),
        "morphs": list(parse.features),
        "heads": list(parse.heads),
        "deps": ["ROOT" if r == "root" else r for r in parse.relations],
        "sent_starts": None,
    }
    doc = Doc(Vocab(), **arguments)
    doc.user_data["offsets"] = tuple(zip(parse.starts, parse.ends, strict=True))
    doc.user_data["sentence_starts"] = tuple(sorted(firsts))
    taken: set[int] = set()
    named = []
    for mention in sorted(parse.mentions, key=lambda m: m.start - m.end):
        tokens = range(mention.start, mention.end)
        if parse.upos[mention.head] == "PROPN" and not taken.intersection(tokens):
            taken.update(tokens)
            named.append(Span(doc, mention.start, mention.end, label=mention.type.upper()))
    doc.set_ents(sorted(named, key=lambda span: span.start))
    return doc
