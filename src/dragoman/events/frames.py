"""Who does what to whom, without any ontology: predicates and their participants from the tree."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from dragoman.language.parse import Parse

_LIGHT_VERBS = frozenset(
    "hold make have take give launch carry conduct stage place reach sign impose express voice begin start open "
    "resume continue issue offer lead mount order send bring file deliver raise hold pay undertake do perform commit "
    "face receive get suffer join attend declare call end lift announce".split()
)
_RECEIVING = frozenset("face receive get suffer".split())
_NOT_PLACES = frozenset(("case", "mark", "det", "punct"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate with its participants.

    `roles` maps agent, object, iobj, mod, compound, governor, clause, xcomp and prepositions to head
    tokens; `tokens` are the words that stand for the act; `support` is a light verb that carries a noun.
    """

    predicate: int
    lemma: str
    pos: str
    tokens: tuple[int, ...]
    roles: Mapping[str, tuple[int, ...]]
    passive: bool
    support: int | None


def find_frames(parse: Parse, wanted: Container[tuple[str, str]]) -> tuple[Frame, ...]:
    """Frames of the predicates whose (lemma, part of speech) is wanted, in text order."""
    found = []
    for token, upos in enumerate(parse.upos):
        mention = parse.mention_at.get(token)
        if upos == "PROPN" and mention is not None and mention.type == "time":
            continue
        pos = "NOUN" if upos == "PROPN" and not _is_name(parse, token) else upos
        if pos not in {"VERB", "NOUN", "ADJ"}:
            continue
        lemma = parse.lemmas[token].lower() if pos == "NOUN" else parse.lemmas[token]
        particle = next(iter(parse.dependents(token, "compound:prt")), None) if pos == "VERB" else None
        if particle is None and pos == "VERB" and token + 1 < len(parse) and parse.lower[token + 1] in {"on", "upon", "out", "off", "down"}:
            if (f"{lemma} {parse.lower[token + 1]}", pos) in wanted and parse.relations[token + 1] in {"advmod", "compound:prt"}:
                particle = token + 1
        phrase = lemma if particle is None else f"{lemma} {parse.lower[particle]}"
        if (phrase, pos) not in wanted:
            if (lemma, pos) not in wanted:
                continue
            phrase = lemma
        build = _verb_frame if pos == "VERB" else _noun_frame if pos == "NOUN" else _adjective_frame
        found.append(build(parse, token, phrase, particle))
    return tuple(found)


def _is_name(parse: Parse, token: int) -> bool:
    """Capitalised words inside names are no predicates; capitals of headlines are."""
    return parse.relations[token] in {"flat", "compound"} or not parse.words[token][0].isupper() or token > 0 and (
        parse.words[token - 1][0].isupper() and parse.upos[token - 1] == "PROPN"
    )


def _verb_frame(parse: Parse, verb: int, lemma: str, particle: int | None) -> Frame:
    roles: dict[str, list[int]] = {}
    passive = False
    for child in parse.children[verb]:
        relation = parse.relations[child]
        if relation.startswith("nsubj"):
            if relation == "nsubj:pass":
                passive = True
                _add(roles, "object", _antecedent(parse, child))
            elif relation != "nsubj:outer":
                _add(roles, "agent", _antecedent(parse, child))
        elif relation == "aux:pass":
            passive = True
        elif relation == "obl:agent":
            _add(roles, "agent", child)
            _add(roles, "by", child)
        elif relation in {"obj", "iobj", "xcomp"}:
            _add(roles, "object" if relation == "obj" else relation, child)
        elif relation in {"ccomp", "csubj"}:
            _add(roles, "clause", child)
        elif relation.startswith("obl") or relation == "advcl":
            _add_oblique(parse, roles, child)
            if relation == "obl" and not any(parse.relations[c] == "case" for c in parse.children[child]):
                continue
    if parse.lemmas[verb] in _LIGHT_VERBS:
        for held in list(roles.get("object", ())):
            for child in parse.dependents(held, "nmod"):
                if parse.relations[child] != "nmod:poss":
                    for marker in parse.children[child]:
                        if parse.relations[marker] == "case" and parse.lower[marker] not in roles:
                            roles[parse.lower[marker]] = [child]
    if passive and "agent" not in roles and "by" in roles:
        roles["agent"] = roles["by"]
    _inherit(parse, verb, roles, passive)
    tokens = (verb,) if particle is None else (verb, particle)
    return Frame(
        predicate=verb, lemma=lemma, pos="VERB", tokens=tokens, roles={k: tuple(v) for k, v in roles.items()},
        passive=passive, support=None,
    )  # fmt: skip


def _add(roles: dict[str, list[int]], role: str, token: int) -> None:
    held = roles.setdefault(role, [])
    if token not in held:
        held.append(token)


def _antecedent(parse: Parse, token: int) -> int:
    """A relative pronoun stands for the noun of its clause."""
    if parse.lower[token] in {"who", "which", "that", "whom"} and parse.upos[token] == "PRON":
        for above in parse.ancestors(token):
            if parse.relations[above].startswith("acl"):
                return parse.heads[above]
    return token


def _add_oblique(parse: Parse, roles: dict[str, list[int]], child: int) -> None:
    for marker in parse.children[child]:
        if parse.relations[marker] in {"case", "mark"}:
            _add(roles, parse.lower[marker], child)


def _inherit(parse: Parse, verb: int, roles: dict[str, list[int]], passive: bool) -> None:
    """Participants from the clauses around: conjunction, control, relative clause, participle."""
    relation, above = parse.relations[verb], parse.heads[verb]
    features = parse.features[verb]
    if relation.startswith("acl") and above != verb:
        past = "Tense=Past" in features and "VerbForm=Part" in features and "agent" not in roles
        own_subject = any(parse.relations[c].startswith("nsubj") for c in parse.children[verb])
        if relation == "acl:relcl" or own_subject:
            if "agent" in roles and "object" not in roles and not passive and above not in roles["agent"]:
                _add(roles, "object", above)
        elif past or passive:
            _add(roles, "object", above)
        elif "agent" in roles and "object" not in roles and "VerbForm=Part" in features and "Tense=Past" in features:
            _add(roles, "object", above)
        else:
            _add(roles, "agent", above)
        if "Tense=Past" in features and "VerbForm=Part" in features and "object" not in roles:
            _add(roles, "object", above)
        return
    if relation == "amod" and above != verb:
        _add(roles, "agent" if "Tense=Pres" in features or "VerbForm=Ger" in features else "object", above)
        return
    wanted = "object" if passive else "agent"
    if wanted in roles:
        return
    token = verb
    for _ in range(5):
        relation, above = parse.relations[token], parse.heads[token]
        if above == token or relation.partition(":")[0] not in {"conj", "xcomp", "advcl", "ccomp", "parataxis"}:
            return
        if relation in {"ccomp", "parataxis"} and token == verb:
            return
        if relation == "xcomp":
            objects = [c for c in parse.dependents(above, "obj", "iobj")]
            if objects and parse.lemmas[above] not in {"promise", "threaten", "vow"}:
                _add(roles, wanted, objects[0])
                return
        subjects = [c for c in parse.children[above] if parse.relations[c].startswith("nsubj")]
        if subjects:
            _add(roles, wanted, _antecedent(parse, subjects[0]))
            return
        if parse.relations[above].startswith("acl") and relation in {"conj", "xcomp"}:
            _add(roles, wanted, parse.heads[above])
            return
        token = above


def _noun_frame(parse: Parse, noun: int, lemma: str, _: int | None) -> Frame:
    roles: dict[str, list[int]] = {}
    tokens = [noun]
    for child in parse.children[noun]:
        relation = parse.relations[child]
        base = relation.partition(":")[0]
        if relation == "nmod:poss":
            _add(roles, "agent", child)
            _add(roles, "poss", child)
        elif base in {"nmod", "obl"} or relation == "acl":
            _add_oblique(parse, roles, child)
            if relation == "acl":
                _add(roles, "clause", child)
        elif base in {"compound", "amod"}:
            _add(roles, "mod", child)
            if base == "compound":
                tokens.append(child)
        elif base in {"ccomp", "advcl"}:
            _add(roles, "clause", child)
            _add_oblique(parse, roles, child)
    for by in roles.get("by", ()):
        _add(roles, "agent", by)
    if "of" in roles:
        roles.setdefault("object", list(roles["of"]))
    support = _support_verb(parse, noun)
    if support is not None:
        verb = _verb_frame(parse, support, parse.lemmas[support], None)
        receiving = parse.lemmas[support] in _RECEIVING
        for role, held in verb.roles.items():
            if role == "agent" and (receiving or "agent" in roles):
                if receiving:
                    roles.setdefault("object", list(held))
                continue
            if role == "object" and not (parse.relations[noun] == "nsubj:pass"):
                continue
            for token in held:
                if token != noun and role not in {"object", "clause", "xcomp"}:
                    _add(roles, role, token)
        roles["support"] = [support]
        tokens.append(support)
    else:
        governor = _governor(parse, noun)
        if governor is not None and governor != noun:
            roles["governor"] = [governor]
    if "agent" not in roles and "mod" in roles:
        names = [t for t in roles["mod"] if parse.words[t][0].isupper()]
        if names:
            roles["agent"] = names
    for held in [*roles.get("of", ()), *roles.get("in", ())]:
        for child in parse.dependents(held, "nmod"):
            for marker in parse.children[child]:
                if parse.relations[marker] == "case" and parse.lower[marker] not in roles:
                    roles[parse.lower[marker]] = [child]
    return Frame(
        predicate=noun, lemma=lemma, pos="NOUN", tokens=tuple(sorted(tokens)),
        roles={k: tuple(v) for k, v in roles.items()}, passive=False, support=support,
    )  # fmt: skip


def _support_verb(parse: Parse, noun: int) -> int | None:
    above, relation = parse.heads[noun], parse.relations[noun]
    if relation in {"obj", "nsubj:pass"} and parse.upos[above] == "VERB" and parse.lemmas[above] in _LIGHT_VERBS:
        return above
    if relation in {"conj"} and parse.relations[above] == "obj":
        return _support_verb(parse, above)
    return None


def _governor(parse: Parse, noun: int) -> int | None:
    """The subject of the clause in which a noun hangs as an oblique or object."""
    token = noun
    for _ in range(4):
        relation, above = parse.relations[token].partition(":")[0], parse.heads[token]
        if above == token:
            return None
        if parse.upos[above] in {"VERB", "AUX"} and relation in {"obl", "obj", "advcl", "xcomp"}:
            frame = _verb_frame(parse, above, parse.lemmas[above], None)
            held = frame.roles.get("agent") or (frame.roles.get("object") if frame.passive else None)
            return held[0] if held else None
        token = above
    return None


def _adjective_frame(parse: Parse, adjective: int, lemma: str, _: int | None) -> Frame:
    roles: dict[str, list[int]] = {}
    for child in parse.children[adjective]:
        if parse.relations[child].startswith("nsubj"):
            _add(roles, "agent", _antecedent(parse, child))
        elif parse.relations[child].startswith(("obl", "advcl")):
            _add_oblique(parse, roles, child)
    if parse.relations[adjective] == "amod":
        _add(roles, "agent", parse.heads[adjective])
    return Frame(
        predicate=adjective, lemma=lemma, pos="ADJ", tokens=(adjective,),
        roles={k: tuple(v) for k, v in roles.items()}, passive=False, support=None,
    )  # fmt: skip
