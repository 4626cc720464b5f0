"""Frames, coding, auxiliary modes and merging, put together: the events of one report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from dragoman.codebook import Codebook
from dragoman.dates import TimeExpression, date_event, day_of_speaking, is_limit, is_of_dateline
from dragoman.entities.documents import is_press_release
from dragoman.events.allegations import without_alleged
from dragoman.events.answers import with_answered
from dragoman.events.apart import Apart
from dragoman.events.auxiliary import NEGATED, assess_auxiliary
from dragoman.events.both_sides import with_both_sides
from dragoman.events.coded import Coded
from dragoman.events.coding import code_events
from dragoman.events.complaints import with_complaints
from dragoman.events.conventions import settle_type
from dragoman.events.coreference import Told, merge_mentions
from dragoman.events.days import Days, Deed
from dragoman.events.days_of_others import may_date
from dragoman.events.denials import with_denials
from dragoman.events.doers import without_bystanders
from dragoman.events.frames import find_frames
from dragoman.events.history import HISTORICAL, is_history
from dragoman.events.joining import Joins, load_joins
from dragoman.events.learned import BY_MODEL, Scores, scores_for
from dragoman.events.lifting import with_lifters
from dragoman.events.looking_back import with_looked_back
from dragoman.events.modes import with_likely_modes
from dragoman.events.participants import Participants
from dragoman.events.plans import FUTURE, as_coming, as_done, as_planned, is_over
from dragoman.events.promises import with_promised
from dragoman.events.scenes import Act, Speech
from dragoman.events.settled import settle_modes
from dragoman.events.sides import load_sides, with_weighed_sides
from dragoman.events.sites import Sites
from dragoman.events.told_twice import without_second_type
from dragoman.events.visits import with_hosts
from dragoman.events.voices import is_communique, is_performed
from dragoman.events.weighing import Weights, date_by_link, load_weights, weigh_auxiliary, weigh_mentions
from dragoman.language.parse import Parse
from dragoman.place_names import is_somebodys
from dragoman.places import Toponym
from dragoman.types import NO_COUNTRY, Cast, Event, Span, Statement, When

__all__ = ["assess_deed", "find_deeds", "find_events", "tell_deeds", "tell_events"]
_MAX_CONTEXTS = 3
_REFUSAL = "REJECT"  # "denied nothing" is no denial; "received nobody" and "will not open" are refusals
_REMOTE = frozenset(("phone",))  # of 189 such talks in the corpus's training reports none has a place


def find_events(
    parse: Parse, cast: Cast, statements: Sequence[Statement], codebook: Codebook, dates: Sequence[TimeExpression],
    toponyms: Sequence[Toponym], on: date, weights: Weights | None = None,
) -> tuple[Event, ...]:  # fmt: skip
    """The events of a report published on a day, in text order, with ids e1, e2 …; packaged weights by default."""
    who = Participants(parse, cast, statements)
    scores = scores_for(who, codebook)
    merged, support = tell_events(who, scores, codebook, dates, toponyms, on, weights)
    if scores is not None:
        merged = with_promised(scores, with_weighed_sides(scores, merged, codebook, load_sides()))
        merged = with_hosts(who, merged, toponyms)
        for mend_sides in (with_looked_back, with_complaints, with_both_sides, with_lifters):
            merged = mend_sides(who, merged)
        merged = with_likely_modes(scores, without_second_type(parse, merged), codebook)
    countries = {e.id: e.country for e in cast.entities}
    folk = {c for c in countries.values() if c} - NO_COUNTRY
    sites = Sites(
        parse, toponyms, [_act(parse, t.coded, support, countries) for t in merged], _speeches(parse, statements),
        [(token, c) for token, ids in cast.ids_by_token.items() for c in map(countries.get, ids) if c in folk],
        scores.acts if scores is not None else None,
    )  # fmt: skip
    return tuple(_event(parse, n, t, codebook, sites) for n, t in enumerate(merged))


def tell_events(
    who: Participants, scores: Scores | None, codebook: Codebook, dates: Sequence[TimeExpression],
    toponyms: Sequence[Toponym], on: date, weights: Weights | None = None,
) -> tuple[list[Told], Mapping[int, int | None]]:  # fmt: skip
    """The events of a report in text order, with sides as their own words tell; and each predicate's light verb."""
    parse, weights = who.parse, weights or load_weights()
    dates = [e for e in dates if not is_of_dateline(parse, e)]
    deeds, support = find_deeds(who, scores, codebook, dates, on, weights)
    least = 0.0 if scores is None else weights.least
    told = tell_deeds(who, scores, deeds, codebook, dates, on, least)
    entities = {e.id: e for e in who.cast.entities}
    choose = None if scores is None else Joins(
        scores, entities, codebook, load_joins(), Apart(parse, toponyms)
    ).choose  # fmt: skip
    merged = with_answered(who, scores, merge_mentions(parse, told, entities, codebook, scores, choose, least))
    merged = with_denials(who, merged)
    merged.sort(key=lambda t: (min(min(group) for group in t.coded.triggers), t.coded.type))
    return merged, support


def find_deeds(
    who: Participants, scores: Scores | None, codebook: Codebook, dates: Sequence[TimeExpression], on: date,
    weights: Weights | None = None,
) -> tuple[list[Deed], Mapping[int, int | None]]:  # fmt: skip
    """The mentions of acts, each with the nearest day; and the light verb of each predicate, or None.

    With scores also those that are too unlikely to stand by themselves but may tell of an act again.
    """
    frames = find_frames(who.parse, codebook.rules)
    support = {f.predicate: f.support for f in frames}
    coded_by_rule = code_events(who, frames, codebook)
    if scores is None:
        settled = (settle_type(who.parse, c, codebook) for c in coded_by_rule)
        mentions = [c for c in settled if c is not None]
    else:
        weighed = weigh_mentions(scores, coded_by_rule, codebook, weights or load_weights())
        mentions = sorted(weighed, key=lambda c: (c.predicate, c.type))
    deeds, speaks = [], is_communique(who)
    real = (c for c in mentions if not _is_name(who.parse, c) and not is_press_release(who.parse, c.predicate))
    for coded in (without_bystanders(who, without_alleged(who, c), codebook) for c in real):
        verb = support.get(coded.predicate)
        near = _nearest_day(who, coded, verb, dates, scores, codebook, on, speaks)
        deeds.append(Deed(coded=coded, support=verb, near=near))
    return deeds, support


def _is_name(parse: Parse, coded: Coded) -> bool:
    """Nothing but somebody's name: "Ban" in a report on Ban Ki-moon."""
    return all(parse.upos[t] == "PROPN" and is_somebodys(parse, t) for t in coded.tokens)


def tell_deeds(
    who: Participants, scores: Scores | None, deeds: Sequence[Deed], codebook: Codebook,
    dates: Sequence[TimeExpression], on: date, least: float = 0.0,
) -> list[Told]:  # fmt: skip
    """The mentions of acts with their days and auxiliary modes; what is less likely than `least` dates no other."""
    likely = [d for d in deeds if d.coded.confidence >= least]
    days = Days(scores, dates, likely, codebook, on) if scores is not None else None
    return [_tell(who, d, days.find(d) if days is not None else d.near, scores, codebook, on) for d in deeds]


def _nearest_day(
    who: Participants, coded: Coded, support: int | None, dates: Sequence[TimeExpression], scores: Scores | None,
    codebook: Codebook, on: date, speaks: bool,
) -> When | None:  # fmt: skip
    """What the model's link or a mention's own clause says of its day."""
    anchor = coded.verb
    verbal = codebook.types[coded.type].verbal
    if verbal:  # a demand "by Friday" is not made on Friday
        dates = [e for e in dates if not is_limit(who.parse, e.first)]
    dates = list(filter(may_date(who, coded, support), dates))
    when, _ = date_event(who.parse, dates, anchor, support)
    if scores is not None:
        when = date_by_link(scores, coded, dates) or when
    if when is None and verbal and who.innermost(anchor) is None:
        when = day_of_speaking(who.parse, anchor, on)
        verb = anchor if support is None else support
        if when is None and speaks and is_performed(who, verb):
            when = When(start=on, end=on, precision="day", text=None, reason="said by the author on the report's day")
    return when


def _tell(
    who: Participants, deed: Deed, when: When | None, scores: Scores | None, codebook: Codebook, on: date
) -> Told:  # fmt: skip
    """A mention with its days and auxiliary modes, by rules and, where there are scores, by the model."""
    coded, auxiliary = deed.coded, assess_deed(who.parse, deed, when, on)
    if scores is not None:
        over = is_history(scores, deed, when, on, ruled=HISTORICAL in auxiliary)
        ruled = tuple(mode for mode in auxiliary if mode != NEGATED or coded.type != _REFUSAL)
        likely = [mode for mode in weigh_auxiliary(scores, coded, ruled) if mode != HISTORICAL]
        likely = [HISTORICAL, *likely] if over else likely
        auxiliary = settle_modes(who.parse, codebook.types[coded.type], coded.predicate, deed.support, likely)
    if FUTURE in auxiliary and is_over(who.parse, when, on):
        auxiliary = tuple(mode for mode in auxiliary if mode != FUTURE)
        coded = as_done(who.parse, coded, codebook)
    elif coded.rule != BY_MODEL:
        coded = as_planned(coded, auxiliary, codebook)
    if FUTURE in auxiliary and NEGATED not in auxiliary:
        when = as_coming(who.parse, when, on)
        if when is not None and (when.end is None or when.end >= on):
            auxiliary = tuple(mode for mode in auxiliary if mode != HISTORICAL)
    return Told(coded=coded, when=when, auxiliary=auxiliary, names_doer=_names_doer(who, coded))


def _names_doer(who: Participants, coded: Coded) -> bool:
    """Somebody who did it is told of in its own sentence."""
    here, ids = range(*who.parse.sentences[who.parse.sentence_of[coded.predicate]]), who.cast.ids_by_token
    return any(not set(ids[t]).isdisjoint(coded.actor) for t in here if t in ids)


def assess_deed(parse: Parse, deed: Deed, when: When | None, on: date) -> tuple[str, ...]:
    """The auxiliary modes of a mention by rules alone."""
    coded = deed.coded
    anchor = coded.verb
    found = assess_auxiliary(parse, anchor, deed.support, when, on)
    return found + tuple(mode for mode in coded.auxiliary if mode not in found)


def _act(
    parse: Parse, coded: Coded, support: Mapping[int, int | None], countries: Mapping[str, str | None]
) -> Act:  # fmt: skip
    words = dict.fromkeys((coded.predicate, *(_head(parse, group) for group in coded.triggers)))
    actors, recipients = (
        frozenset(c for i in ids if (c := countries.get(i)) is not None) for ids in (coded.actor, coded.recipient)
    )
    return Act(
        type=coded.type, words=tuple((w, support.get(w)) for w in words),
        tokens=tuple(coded.tokens), actors=actors, recipients=recipients,
        doers=frozenset(coded.actor), parties=frozenset((*coded.actor, *coded.recipient)),
    )  # fmt: skip


def _speeches(parse: Parse, statements: Sequence[Statement]) -> list[Speech]:
    return [
        Speech(
            cue=_head(parse, cue), speakers=frozenset(s.speaker),
            content=tuple((words.start, words.stop) for words in map(parse.tokens_in, s.content)),
        )
        for s in statements
        if s.cue is not None and (cue := parse.tokens_in(s.cue))
    ]  # fmt: skip


def _event(parse: Parse, number: int, told: Told, codebook: Codebook, sites: Sites) -> Event:
    coded = told.coded
    kind = codebook.types[coded.type]
    where, where_reason = (None, "held at a distance") if _REMOTE & set(coded.mode) else sites.find(number)
    triggers = _trigger_spans(parse, coded)
    first = min(min(group) for group in coded.triggers)
    sentence = parse.sentences[parse.sentence_of[first]]
    return Event(
        id=f"e{number + 1}", type=coded.type, mode=coded.mode, context=_contexts(parse, sentence, codebook),
        quad=kind.quad,
        intensity=min((kind.modes[m] for m in coded.mode), key=lambda v: -abs(v), default=kind.intensity),
        actor=coded.actor, recipient=coded.recipient, when=told.when,
        when_reason=None if told.when else "no time expression", where=where, where_reason=where_reason,
        auxiliary=told.auxiliary, according_to=coded.according_to, triggers=triggers,
        sentence=parse.span(sentence[0], sentence[1] - 1), confidence=round(told.standing, 2),
    )  # fmt: skip


def _head(parse: Parse, group: Sequence[int]) -> int:
    return next((t for t in sorted(group) if parse.heads[t] not in group or parse.heads[t] == t), min(group))


def _trigger_spans(parse: Parse, coded: Coded) -> tuple[Span, ...]:
    """Each contiguous run of trigger tokens is a span."""
    spans: list[Span] = []
    for group in coded.triggers:
        run = [group[0], group[0]]
        for token in sorted(group)[1:]:
            if token == run[1] + 1:
                run[1] = token
            else:
                spans.append(parse.span(run[0], run[1]))
                run = [token, token]
        spans.append(parse.span(run[0], run[1]))
    return tuple(sorted(set(spans)))


def _contexts(parse: Parse, sentence: tuple[int, int], codebook: Codebook) -> tuple[str, ...]:
    counts = Counter[str]()
    lemmas = [parse.lemmas[t].lower() for t in range(*sentence)]
    for i, lemma in enumerate(lemmas):
        for phrase in (lemma, " ".join(lemmas[i : i + 2])):
            context = codebook.contexts.get(phrase)
            if context is not None:
                counts[context] += 1
    return tuple(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MAX_CONTEXTS])
