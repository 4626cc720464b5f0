"""Who does what to whom, without any ontology: predicates and their participants from the tree."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from dragoman.language.parse import Parse

_LIGHT_VERBS = frozenset([
    "hold", "make", "have", "take", "give", "launch", "carry", "conduct", "stage", "place", "reach", "sign", "impose",
    "express", "voice", "begin", "start", "open", "resume", "continue", "issue", "offer", "lead", "mount", "order",
    "send", "bring", "file", "deliver", "raise", "pay", "undertake", "do", "perform", "commit", "face", "receive",
    "get", "suffer", "join", "attend", "declare", "call", "end", "lift", "announce", "win", "gain", "secure", "earn",
    "draw", "enjoy",
])  # fmt: skip
_RECEIVING = frozenset(["face", "receive", "get", "suffer", "win", "gain", "secure", "earn", "draw", "enjoy"])
_NAMING = frozenset(["call", "declare"])
_GRANTED = frozenset(["endorsement", "backing", "blessing", "support", "approval", "consent"])  # "has the backing of"
_PARTICLES = frozenset(
    ("on", "upon", "out", "off", "down", "up", "back", "over", "away", "aside", "in", "into", "together", "apart")
)
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_RELATIVE_ADVERBS = frozenset(("where", "when", "why", "how"))
_QUANTITIES = frozenset([
    "series", "number", "round", "wave", "string", "spate", "set", "couple", "lot", "act", "campaign", "kind", "form",
    "type",
])  # fmt: skip
_CHARGING = frozenset(("for", "of", "from"))
_AIMING = frozenset(("at", "on", "against", "with"))
_CLAUSES = 5  # clauses up that a subject is looked for in
_NEAR = 3  # tokens: "arrested and then questioned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate with its participants.

    `roles` maps names to head tokens: agent, object, iobj, clause and xcomp (clausal complements),
    predicative ("called him a thug"), and every preposition by its own word; for nouns also poss, mod
    (modifiers before it), governor (subject of the clause it hangs in) and support. `tokens` are the
    words that stand for the act; `support` is a light verb that carries a noun ("held talks").
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
        if upos == "PROPN" and (mention := parse.mention_at.get(token)) is not None and mention.type == "time":
            continue
        pos = "NOUN" if upos == "PROPN" and not _is_name(parse, token) else upos
        if pos not in {"VERB", "NOUN", "ADJ"} or _is_epithet(parse, token):
            continue
        lemma = parse.lemmas[token].lower() if pos == "NOUN" else parse.lemmas[token]
        particle = _particle(parse, token, lemma, wanted) if pos == "VERB" else None
        phrase = lemma if particle is None else f"{lemma} {parse.lower[particle]}"
        if (phrase, pos) not in wanted:
            if (lemma, pos) not in wanted:
                continue
            phrase = lemma
        build = _verb_frame if pos == "VERB" else _noun_frame if pos == "NOUN" else _adjective_frame
        found.append(build(parse, token, phrase, particle))
    return tuple(found)


def _is_epithet(parse: Parse, token: int) -> bool:
    """ "rebel-held", "government-backed": what somebody is called, not what happened."""
    return token > 1 and parse.relations[token] == "amod" and parse.words[token - 1] in {"-", "‑", "–"}


def _particle(parse: Parse, verb: int, lemma: str, wanted: Container[tuple[str, str]]) -> int | None:
    """The particle of a phrasal verb, also where the tree calls it an adverb."""
    for child in parse.children[verb]:
        if parse.relations[child] == "compound:prt":
            return child
        loose = parse.relations[child] == "advmod" and parse.lower[child] in _PARTICLES
        if loose and (f"{lemma} {parse.lower[child]}", "VERB") in wanted:
            return child
    beside = verb + 1 < len(parse) and parse.lower[verb + 1] in _PARTICLES and parse.relations[verb + 1] == "case"
    return verb + 1 if beside and (f"{lemma} {parse.lower[verb + 1]}", "VERB") in wanted else None


def _is_name(parse: Parse, token: int) -> bool:
    """Capitalised words inside names are no predicates; capitals of headlines are."""
    return (
        parse.relations[token] in {"flat", "compound"}
        or not parse.words[token][0].isupper()
        or (token > 0 and (parse.words[token - 1][0].isupper() and parse.upos[token - 1] == "PROPN"))
    )


def _verb_frame(parse: Parse, verb: int, lemma: str, particle: int | None) -> Frame:
    roles: dict[str, list[int]] = {}
    children = parse.children[verb]
    passive = _has_passive(parse, verb)
    has_object = passive or _is_reduced(parse, verb) or any(parse.relations[c] == "obj" for c in children)
    for child in children:
        relation = parse.relations[child]
        if relation.startswith("nsubj"):
            if relation != "nsubj:outer":
                _add(roles, "object" if passive else "agent", _antecedent(parse, child))
        elif relation == "obl:agent":
            _add(roles, "agent", child)
            _add(roles, "by", child)
        elif relation in {"obj", "iobj"}:
            _add(roles, "object" if relation == "obj" else relation, _antecedent(parse, child))
        elif relation == "xcomp":
            _add(roles, _complement_role(parse, child, has_object), child)
        elif relation in {"ccomp", "csubj"}:
            _add(roles, "clause", child)
        elif relation.startswith("obl") or relation == "advcl":
            _add_oblique(parse, roles, child)
    for held in list(roles.get("object", ())):
        if parse.upos[held] == "NOUN":
            _add_phrases_below(parse, roles, held)
    if passive and "agent" not in roles and "by" in roles:
        roles["agent"] = roles["by"]
    _inherit(parse, verb, roles, passive)
    tokens = (verb,) if particle is None else (verb, particle)
    return Frame(
        predicate=verb, lemma=lemma, pos="VERB", tokens=tokens, roles={k: tuple(v) for k, v in roles.items()},
        passive=passive, support=None,
    )  # fmt: skip


# Verbs that need an object, so that without one they are participles, whatever form the model reads.
_DONE_TO_SOMEBODY = frozenset(
    "abduct acquit arrest behead convict deport detain evict execute expel extradite fine hang imprison injure jail "
    "kidnap oust sentence torture wound".split()
)
_ACTIVE = {"aux", "nsubj", "obj", "ccomp"}  # what a verb has that shares no passive auxiliary


def _has_passive(parse: Parse, verb: int) -> bool:
    return any(parse.relations[c] in {"nsubj:pass", "aux:pass"} for c in parse.children[verb]) or (
        _shares_auxiliary(parse, verb) and _has_passive(parse, parse.heads[verb])
    )


def _shares_auxiliary(parse: Parse, verb: int) -> bool:
    """A participle joined to the verb before it: "sentenced" in "was convicted in May and sentenced to prison"."""
    own = (parse.relations[c].partition(":")[0] for c in parse.children[verb])
    joined = parse.relations[verb] == "conj" and parse.heads[verb] < verb and parse.upos[verb] == "VERB"
    done = "VerbForm=Part" in parse.features[verb] or (
        "Tense=Past" in parse.features[verb] and parse.lemmas[verb] in _DONE_TO_SOMEBODY
    )
    return joined and done and not _ACTIVE & set(own)


def is_passive(parse: Parse, token: int) -> bool:
    """A passive verb or a past participle beside a noun: who does it need not be told."""
    return _has_passive(parse, token) or _is_reduced(parse, token)


def _is_reduced(parse: Parse, verb: int) -> bool:
    """A past participle without auxiliary beside a noun: "the pastor held there", whatever form the model reads."""
    return (
        parse.relations[verb] == "acl"
        and "Tense=Past" in parse.features[verb]
        and not any(parse.relations[c].startswith(("aux", "nsubj", "mark")) for c in parse.children[verb])
    )


def _complement_role(parse: Parse, child: int, has_object: bool) -> str:
    """A nominal complement is an object ("called the widow") or what the object is called ("called him a thug")."""
    is_clause = any(parse.relations[c] in {"mark", "cop"} for c in parse.children[child])
    if is_clause or parse.upos[child] in {"VERB", "AUX"}:
        return "xcomp"
    if parse.upos[child] == "ADJ":
        return "predicative" if has_object else "xcomp"
    return "predicative" if has_object else "object"


def _add(roles: dict[str, list[int]], role: str, token: int) -> None:
    held = roles.setdefault(role, [])
    if token not in held:
        held.append(token)


def _antecedent(parse: Parse, token: int) -> int:
    """A relative pronoun stands for the noun of its clause, "both of whom" too."""
    relative = parse.lower[token] in _RELATIVES and parse.upos[token] == "PRON"
    if relative or any(parse.lower[c] in _RELATIVES for c in parse.dependents(token, "nmod")):
        for above in parse.ancestors(token):
            if parse.relations[above].startswith("acl"):
                return parse.heads[above]
    return token


def _add_oblique(parse: Parse, roles: dict[str, list[int]], child: int) -> None:
    for marker in parse.children[child]:
        if parse.relations[marker] in {"case", "mark"}:
            _add(roles, parse.lower[marker], _antecedent(parse, child))


def _add_phrases_below(parse: Parse, roles: dict[str, list[int]], noun: int) -> None:
    """Prepositional phrases that hang on a participant count for its predicate where that has none of the kind."""
    for child in parse.dependents(noun, "nmod"):
        if parse.relations[child] != "nmod:poss":
            for marker in parse.children[child]:
                if parse.relations[marker] == "case" and parse.lower[marker] not in roles:
                    roles[parse.lower[marker]] = [child]


def _inherit(parse: Parse, verb: int, roles: dict[str, list[int]], passive: bool) -> None:
    """Participants from the clauses around: conjunction, control, relative clause, participle."""
    relation, above = parse.relations[verb], parse.heads[verb]
    _share_objects(parse, verb, roles, passive)
    if above != verb and (relation.startswith("acl") or relation == "amod"):
        _take_noun(parse, verb, above, roles, passive)
        return
    wanted = "object" if passive else "agent"
    if wanted in roles:
        return
    token = start = _joined_to(parse, verb)
    for _ in range(_CLAUSES):
        relation, above = parse.relations[token], parse.heads[token]
        if above == token or relation.partition(":")[0] not in {"conj", "xcomp", "advcl", "ccomp", "parataxis"}:
            return
        if relation in {"ccomp", "parataxis"} and token == verb:
            return
        if relation == "xcomp" and (token != start or start == verb):
            objects = [c for c in parse.dependents(above, "obj", "iobj")]
            if objects and parse.lemmas[above] not in {"promise", "threaten", "vow"}:
                _add(roles, wanted, objects[0])
                return
        if relation == "advcl" and not passive:
            charged = _charged(parse, token, above)
            if charged is not None:
                _add(roles, wanted, charged)
                return
        subjects = [c for c in parse.children[above] if parse.relations[c].startswith("nsubj")]
        if subjects:
            _add(roles, wanted, _antecedent(parse, subjects[0]))
            return
        if parse.relations[above].startswith("acl"):
            marked = any(parse.relations[c] == "mark" for c in parse.children[above])
            holder = _holder(parse, parse.heads[above]) if marked else parse.heads[above]
            if holder is not None:
                _add(roles, wanted, holder)
            return
        token = above


def _charged(parse: Parse, clause: int, above: int) -> int | None:
    """ "accused Oslo of hiding it", "lashed out at Oslo for attacking": who is said to have done it."""
    if not any(parse.lower[c] in _CHARGING and parse.relations[c] == "mark" for c in parse.children[clause]):
        return None
    for child in parse.children[above]:
        aimed = parse.relations[child] == "obl" and any(parse.lower[c] in _AIMING for c in parse.children[child])
        if above < child < clause and (aimed or parse.relations[child] == "obj"):
            return child
    return None


def _joined_to(parse: Parse, verb: int) -> int:
    """ "said X would rise and praised Y": a finite verb is not joined to an infinitive, but to the verb above it."""
    above = parse.heads[verb]
    if (
        parse.relations[verb] == "conj"
        and parse.relations[above] in {"ccomp", "xcomp"}
        and "VerbForm=Fin" in parse.features[verb]
        and "VerbForm=Inf" in parse.features[above]
        and not any(parse.relations[c].startswith("aux") for c in parse.children[verb])
    ):
        return above
    return verb


def _take_noun(parse: Parse, verb: int, noun: int, roles: dict[str, list[int]], passive: bool) -> None:
    """The noun that a clause or participle hangs on is its missing participant."""
    children = [parse.relations[c] for c in parse.children[verb]]
    if parse.relations[verb] == "amod":
        present = "Tense=Pres" in parse.features[verb] or "VerbForm=Ger" in parse.features[verb]
        _add(roles, "agent" if present else "object", noun)
    elif parse.relations[verb] == "acl" and "mark" in children:  # "the plan to leave", "the claim that he left"
        holder = None if passive or "agent" in roles else _holder(parse, noun)
        if holder is not None:
            _add(roles, "agent", holder)
    elif any(r.startswith("nsubj") for r in children):
        located = any(parse.lower[c] in _RELATIVE_ADVERBS for c in parse.children[verb])
        if not (passive or located) and "object" not in roles and noun not in roles.get("agent", ()):
            _add(roles, "object", noun)
    elif passive or _is_reduced(parse, verb):
        _add(roles, "object", noun)
    else:
        _add(roles, "agent", noun)


def _share_objects(parse: Parse, verb: int, roles: dict[str, list[int]], passive: bool) -> None:
    """ "arrested and questioned the student": joined verbs share the object, whichever of them the tree gives it to."""
    if passive or "object" in roles:
        return
    above = parse.heads[verb]
    if parse.relations[verb] == "conj" and parse.upos[above] == "VERB":
        shared = [o for o in parse.dependents(above, "obj") if o > verb]
    else:
        joined = [c for c in parse.dependents(verb, "conj") if parse.upos[c] == "VERB" and c - verb <= _NEAR]
        shared = [o for c in joined for o in parse.dependents(c, "obj") if not {"clause", "xcomp"} & roles.keys()]
    for token in shared:
        _add(roles, "object", token)


def _holder(parse: Parse, noun: int) -> int | None:
    """Whose plan, wish or effort it is: the possessor or by-phrase of a noun, else the subject of its clause."""
    for child in parse.dependents(noun, "nmod"):
        if parse.relations[child] == "nmod:poss" or any(parse.lower[c] == "by" for c in parse.children[child]):
            return child
    return _governor(parse, noun)


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
    for child in parse.dependents(noun, "acl"):
        if parse.lemmas[child] in _LIGHT_VERBS:
            _add_carried(parse, roles, child)
    support = _support_verb(parse, noun)
    if support is not None:
        verb = _verb_frame(parse, support, parse.lemmas[support], None)
        receiving = parse.lemmas[support] in _RECEIVING or (parse.lemmas[support] == "have" and lemma in _GRANTED)
        if receiving and "agent" not in roles and "of" in roles:
            roles["agent"] = roles.pop("of")
            roles.pop("object", None)
        for role, held in verb.roles.items():
            if role == "agent" and (receiving or "agent" in roles):
                if receiving:
                    roles.setdefault("object", list(held))
                continue
            if role == "object" and parse.relations[noun] != "nsubj:pass":
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
        _add_phrases_below(parse, roles, held)
    return Frame(
        predicate=noun, lemma=lemma, pos="NOUN", tokens=tuple(sorted(tokens)),
        roles={k: tuple(v) for k, v in roles.items()}, passive=False, support=support,
    )  # fmt: skip


def _add_carried(parse: Parse, roles: dict[str, list[int]], verb: int) -> None:
    """ "attacks carried out by rebels", "talks that Oman hosted": who does it stands at the light verb."""
    for child in parse.children[verb]:
        relation = parse.relations[child]
        if relation == "obl:agent" or (relation.startswith("nsubj") and parse.upos[child] != "PRON"):
            _add(roles, "agent", child)
        elif relation == "obl":
            _add_oblique(parse, roles, child)


def _support_verb(parse: Parse, noun: int) -> int | None:
    above, relation = parse.heads[noun], parse.relations[noun]
    if relation in {"obj", "nsubj:pass"} and parse.upos[above] == "VERB" and parse.lemmas[above] in _LIGHT_VERBS:
        return None if _is_named(parse, noun, above) else above
    if relation == "conj" and parse.relations[above] == "obj":
        return _support_verb(parse, above)
    if relation == "nmod" and parse.lemmas[above] in _QUANTITIES and above < noun:
        return _support_verb(parse, above)
    return None


def _is_named(parse: Parse, noun: int, verb: int) -> bool:
    """ "Called the strike an outrage" carries out no strike."""
    return parse.lemmas[verb] in _NAMING and any(
        c > noun and parse.relations[c] in {"obj", "xcomp"} for c in parse.children[verb]
    )


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
        elif parse.relations[child] in {"xcomp", "ccomp", "csubj"}:
            _add(roles, "xcomp" if parse.relations[child] == "xcomp" else "clause", child)
    if parse.relations[adjective] == "amod":
        _add(roles, "agent", parse.heads[adjective])
    else:
        _inherit(parse, adjective, roles, passive=False)
    return Frame(
        predicate=adjective, lemma=lemma, pos="ADJ", tokens=(adjective,),
        roles={k: tuple(v) for k, v in roles.items()}, passive=False, support=None,
    )  # fmt: skip
