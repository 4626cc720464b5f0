"""Who speaks and to whom: subjects, controllers, holders of documents, addressees."""

from dragoman.entities import resolve_participants
from dragoman.language.parse import Parse
from dragoman.statements.cues import PLAIN_SPEECH
from dragoman.types import Cast

DOCUMENTS = frozenset(
    "statement report letter document communique communiqué email memo message post tweet study speech paper "
    "declaration resolution comment remark editorial article transcript interview note ad advertisement poll "
    "release filing indictment complaint lawsuit ruling order survey".split()
)
VOICES = DOCUMENTS | frozenset("office answer reply website placard sign banner poster notice cable".split())
SEEING = frozenset("see obtain leak review publish acquire".split())  # who does it to a document does not speak in it
_HOLDERS = frozenset("by from of".split())


def is_done_by_nobody(parse: Parse, cue: int) -> bool:
    """ "Troops killed a man blamed for the raid", "Lund left after being told that …": who speaks is not told."""
    passive = any(parse.dependents(cue, "aux:pass")) and not any(parse.dependents(cue, "obl:agent"))
    return passive or parse.is_bare_participle(cue)


def find_subject(parse: Parse, verb: int) -> int | None:
    """The token of the one who speaks: subject, governed noun of a participle, controller of an infinitive."""
    passive = False
    token, seen = verb, 0
    while seen < 4:
        for child in parse.children[token]:
            relation = parse.relations[child]
            if relation == "obl:agent":
                return child
            if relation.startswith("nsubj"):
                if relation == "nsubj:pass" and token == verb:
                    passive = True
                    continue
                if parse.lower[child] in {"who", "which", "that"} and parse.relations[token].startswith("acl"):
                    return parse.heads[token]
                return child
        relation, above = parse.relations[token], parse.heads[token]
        if passive or (relation == "advcl" and token == verb and is_done_by_nobody(parse, verb)):
            return None
        if relation == "acl:relcl":
            return None
        if relation == "acl":
            return (
                above
                if parse.features[verb].find("VerbForm=Part") < 0
                or "Tense=Pres" in parse.features[verb]
                or parse.features[verb].find("VerbForm=Ger") >= 0
                else None
            )
        if relation == "conj" and token == verb and parse.lemmas[verb] in PLAIN_SPEECH:
            speech = next(
                (a for a in parse.ancestors(verb) if parse.upos[a] == "VERB" and parse.lemmas[a] in PLAIN_SPEECH), None
            )
            if (
                speech is not None and speech != above
            ):  # "said that A should go and said that B": both are the first speaker's
                token = speech
                seen += 1
                continue
        if relation in {"conj", "xcomp", "advcl", "parataxis"} and above != token:
            if relation == "parataxis" and token == verb:
                return None
            token = above
            seen += 1
            continue
        return None
    return None


def find_subject_before(parse: Parse, cast: Cast, verb: int) -> int | None:
    """The nearest subject before a finite cue that has none of its own: "Mr. Trump, asked about X, had said"."""
    for token in range(verb - 1, parse.sentences[parse.sentence_of[verb]][0] - 1, -1):
        if parse.relations[token] == "nsubj" and token in cast.ids_by_token:
            return token
    return None


def find_speaker_of_sentence(parse: Parse, verb: int) -> int | None:
    """ "…, he said, adding that …": who adds is who said."""
    first, last = parse.sentences[parse.sentence_of[verb]]
    for token in range(first, last):
        if token != verb and parse.upos[token] == "VERB" and parse.lemmas[token] in PLAIN_SPEECH:
            for child in parse.children[token]:
                if parse.relations[child] == "nsubj":
                    return child
    return None


def resolve_speakers(parse: Parse, cast: Cast, token: int) -> tuple[str, ...]:
    """Entities that a speaker token stands for; a document speaks for the one it comes from."""
    ids = resolve_participants(parse, cast, token)
    if ids:
        return ids
    if parse.lemmas[token] in DOCUMENTS or parse.upos[token] == "NOUN":
        for below in parse.subtree(token):
            if below != token and below in cast.ids_by_token:
                case = {parse.lower[c] for c in parse.children[below] if parse.relations[c] == "case"}
                if parse.lemmas[parse.heads[below]] in SEEING:
                    continue
                if case & _HOLDERS or parse.relations[below] in {"nmod:poss", "obl:agent", "compound", "nsubj"}:
                    return cast.ids_by_token[below]
    return ()


def is_one_person(parse: Parse, first: int, second: int) -> bool:
    """Two roles of one person: "the founder and director", "founder and director Jane Hall".

    The first has the only determiner of the two, or neither has one and the second stands before a name.
    """
    if parse.upos[first] != "NOUN" or "Number=Plur" in parse.features[first] + parse.features[second]:
        return False
    own = [any(parse.relations[c] in {"det", "nmod:poss"} for c in parse.children[t]) for t in (first, second)]
    if parse.upos[second] == "NOUN":
        return own == [True, False]
    is_titled = any(parse.upos[c] == "NOUN" and c < second for c in parse.children[second])
    return parse.upos[second] == "PROPN" and is_titled and own == [False, False]


def resolve_addressees(parse: Parse, cast: Cast, verb: int) -> tuple[str, ...]:
    lemma = parse.lemmas[verb]
    for child in parse.children[verb]:
        relation = parse.relations[child]
        if relation == "iobj" or (
            relation == "obj"
            and lemma in {"tell", "ask", "urge", "assure", "inform", "remind", "warn", "order", "advise"}
        ):
            return resolve_participants(parse, cast, child)
    for child in parse.dependents(verb, "obl"):
        case = {parse.lower[c] for c in parse.children[child] if parse.relations[c] == "case"}
        if case == {"to"}:
            return resolve_participants(parse, cast, child)
        if "with" in case or parse.lemmas[child] in {"call", "conversation", "talk", "meeting", "talks"}:
            for inner in parse.dependents(child, "nmod"):
                if any(parse.lower[c] == "with" for c in parse.children[inner]):
                    return resolve_participants(parse, cast, inner)
    return ()
