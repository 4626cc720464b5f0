"""What somebody's words amount to: statements whose content is a demand, an accusation, a promise …"""

from collections.abc import Iterator, Sequence

from dragoman.codebook import Codebook, Stance
from dragoman.events.attribution import attribute_act
from dragoman.events.coded import Coded
from dragoman.events.participants import DOING, Participants, is_self
from dragoman.language.parse import Parse
from dragoman.types import Statement

_MODALS = {
    "must": "must", "should": "should", "ought": "ought", "shall": "shall", "will": "will", "'ll": "will",
    "’ll": "will", "wo": "will", "would": "would",
    "'d": "would", "’d": "would", "ca": "can", "can": "can", "could": "could",
}  # fmt: skip
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no"))
_CONFIDENCE = 0.5  # as a bare trigger word: the pattern sees one clause, not its drift
_VERBAL_CONFLICT = 3  # quad class
_STEM = 5  # letters that "blockade" and "blockaded" share


def code_stances(who: Participants, coded: Sequence[Coded], codebook: Codebook) -> Iterator[Coded]:
    """Acts of speakers that lie in what they say; clauses that a trigger word has coded as verbal acts are left."""
    parse = who.parse
    taken = {t for c in coded if codebook.types[c.type].verbal for t in c.tokens}
    for statement, content in zip(who.statements, who.content, strict=True):
        cue = parse.tokens_in(statement.cue).start if statement.cue else None
        if cue is not None and cue in taken:
            continue
        done: set[str] = set()
        for token in sorted(content):
            if token in taken or who.innermost(token) is not statement or not _is_the_point(parse, token, content):
                continue
            subject = _subject_of(parse, token)
            stance = _stance_at(who, token, subject, statement, codebook)
            if stance is None or stance.type in done:
                continue
            done.add(stance.type)
            recipient = _recipient(who, stance, token, subject, statement)
            if not recipient and codebook.types[stance.type].quad == _VERBAL_CONFLICT:
                recipient = _doers(who, token, subject, coded, statement, codebook)
            yield Coded(
                type=stance.type, mode=stance.mode, actor=statement.speaker, recipient=recipient, predicate=token,
                triggers=((token,),) if cue is None else ((token,), (cue,)),
                according_to=attribute_act(who, token, statement.speaker, verbal=codebook.types[stance.type].verbal),
                confidence=_CONFIDENCE, rule="stances.tsv", said_at=cue,
            )  # fmt: skip


def _is_the_point(parse: Parse, token: int, content: set[int]) -> bool:
    """The head of a clause that is said, not one beside it ("the rockets that hit us", "before he was held")."""
    if parse.upos[token] not in {"VERB", "ADJ", "NOUN"}:
        return False
    relation = parse.relations[token].partition(":")[0]
    if relation in {"acl", "advcl"} and parse.heads[token] in content:
        return False
    if relation in {"root", "ccomp", "parataxis", "conj", "acl", "advcl"}:
        return True
    return any(parse.relations[c].startswith(("nsubj", "cop")) for c in parse.children[token])


def _subject_of(parse: Parse, token: int) -> int | None:
    """The subject of a predicate, or of the predicate that it is joined to."""
    for child in parse.children[token]:
        if parse.relations[child].startswith("nsubj"):
            return child
    return _subject_of(parse, parse.heads[token]) if parse.relations[token] == "conj" else None


def _stance_at(
    who: Participants, token: int, subject: int | None, statement: Statement, codebook: Codebook
) -> Stance | None:
    """The first pattern that the clause of a predicate fits."""
    parse = who.parse
    lemma = parse.lemmas[token]
    modals = {_MODALS[parse.lower[c]] for c in parse.children[token] if parse.lower[c] in _MODALS}
    negated = any(parse.lower[c] in _NEGATIONS for c in parse.children[token])
    own = subject is not None and (
        is_self(parse, subject) or not set(statement.speaker).isdisjoint(who.ids_at(subject))
    )
    for stance in codebook.stances:
        if (
            (not stance.auxiliaries or modals & stance.auxiliaries)
            and (not stance.predicates or lemma in stance.predicates)
            and lemma not in stance.excluded
            and stance.negated in {None, negated}
            and (stance.own is None or (stance.own == own and subject is not None))
            and (not stance.complement or any(parse.relations[c] == "xcomp" for c in parse.children[token]))
        ):
            return stance
    return None


def _recipient(
    who: Participants, stance: Stance, token: int, subject: int | None, statement: Statement
) -> tuple[str, ...]:
    """To whom the pattern says that the words are directed; never the speaker."""
    for union in stance.recipient:
        found: list[str] = []
        for role in union:
            found.extend(_role_ids(who, role, token, subject))
        others = tuple(i for i in dict.fromkeys(found) if i not in statement.speaker)
        if others:
            return others
    return ()


def _role_ids(who: Participants, role: str, token: int, subject: int | None) -> Iterator[str]:
    parse = who.parse
    if role == "agent":
        if any(parse.relations[c] in {"aux:pass", "nsubj:pass"} for c in parse.children[token]):
            for child in parse.dependents(token, "obl:agent"):
                yield from who.party(child, "by")
        elif subject is not None:
            yield from who.ids_at(subject) or who.owners(subject, DOING)
    elif role in {"object", "owner"}:
        for child in parse.dependents(token, "obj"):
            yield from (who.ids_at(child) if role == "object" else ()) or who.owners(child)
    else:
        for child in parse.dependents(token, "obl"):
            if any(parse.lower[c] == role for c in parse.children[child]):
                yield from who.ids_at(child)


def _doers(
    who: Participants,
    token: int,
    subject: int | None,
    coded: Sequence[Coded],
    statement: Statement,
    codebook: Codebook,
) -> tuple[str, ...]:
    """Who did what the words complain of: "the blockade must be lifted" is asked of those who blockade."""
    parse = who.parse
    for noun in (subject, *parse.dependents(token, "obj")):
        if noun is None or parse.upos[noun] != "NOUN" or len(parse.lemmas[noun]) < _STEM:
            continue
        stem = parse.lemmas[noun].lower()[:_STEM]
        for c in reversed(coded):
            done = c.actor and not codebook.types[c.type].verbal and not c.anaphoric
            if done and parse.lemmas[c.predicate].lower()[:_STEM] == stem:
                return tuple(i for i in c.actor if i not in statement.speaker)
    return ()
