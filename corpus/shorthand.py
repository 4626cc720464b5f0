"""A shorthand in which annotators write, turned into the gold format and checked.

    python corpus/shorthand.py FILE.ann…                     say what is wrong, or nothing
    python corpus/shorthand.py FILE.ann… --show              also print what was understood
    python corpus/shorthand.py FILE.ann… --doubts            also list words of saying and quotations not used
    python corpus/shorthand.py FILE.ann… --into DIR          write one gold JSON file a report
    python corpus/shorthand.py FILE.ann… --texts DIR         where the texts of stand-off files lie

A file has a head of `key: value` lines and four parts:

    date: 2011-05-03
    --- text
    The ministry said on Tuesday that …
    --- entities
    ministry = Peruvian Foreign Ministry | PER | GOV | - | The ministry
    --- statements
    s1 | ministry | said | it would ~ the border | to: x, y | via: s0 | quotes: * | hedged
    --- events
    e1 | CONSULT phone | a, b > - | 2011-05-02 | phone call ;; discussed | at: Lima, PER | aux: future | by: ministry

An anchor is text as it stands in the report: `said#3` is the third occurrence, and
`first words ~ last words` everything from the one to the other. Several are parted by `;;`.
A blank in an anchor matches any white space and a straight quotation mark matches a
curly one. A stand-off file has `text-of: ID` in its head and no text part.

Standard library only.
"""

import argparse
import json
import re
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from standoff import Record, Span, with_offsets

CODEBOOK = Path(__file__).parents[1] / "src/dragoman/codebook/plover/codebook.toml"
SECTORS = set(
    "GOV MIL COP JUD LEG PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
AUXILIARY = ("historical", "future", "hypothetical", "negated")
SECTIONS = ("text", "entities", "statements", "events")
LONG_AGO = timedelta(days=30)
VERBS = (
    "said says told adds? added stated accus(ed?|es|ing) condemn(s|ed)? den(y|ied|ies) demand(s|ed|ing)? "
    "urg(ed?|es|ing) call(s|ed|ing)?_(for|on) warn(s|ed|ing)? threaten(s|ed)? vow(s|ed)? pledg(ed?|es) promis(ed?|es) "
    "reject(s|ed)? refus(ed?|es) prais(ed?|es) welcom(ed?|es) according_to claim(s|ed) insist(s|ed) announc(ed|es) "
    "reiterat(ed|es) acknowledg(ed|es) apologi[sz]ed critici[sz](ed|es) denounc(ed|es) report(s|ed)_that"
)
SAYING = re.compile(rf"\b(?:{'|'.join(VERBS.split()).replace('_', ' ')})\b", re.IGNORECASE)


class ShorthandError(Exception):
    """A line of a shorthand file that cannot be understood, or that its text does not bear out."""


def modes() -> dict[str, set[str]]:
    """The modes of each event type, from the codebook."""
    book = tomllib.loads(CODEBOOK.read_text(encoding="utf-8"))
    return {name: set(entry["modes"]) for name, entry in book["types"].items()}


def pattern(words: str) -> re.Pattern[str]:
    """A regular expression for an anchor: whole words, any white space, any kind of quotation mark."""
    out = r"\s+".join(re.escape(word) for word in words.split())
    out = re.sub(r"['’‘]", "['’‘]", out)
    out = re.sub(r'["“”]', '["“”]', out)
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return re.compile(before + out + after)


def find(anchor: str, text: str, start: int = 0) -> Span:
    """The offsets of `words` or `words#n`, counted from `start`."""
    numbered = re.fullmatch(r"(.+)#(\d+)", anchor, re.S)
    words, n = (numbered[1].strip(), int(numbered[2])) if numbered else (anchor, 1)
    if not words:
        raise ShorthandError("an empty anchor")
    hits = list(pattern(words).finditer(text, start))
    if len(hits) < n:
        raise ShorthandError(f"not in the text ({n}.): {words!r}")
    return hits[n - 1].span()


def locate(anchor: str, text: str) -> Span:
    """The offsets of an anchor, `first ~ last` included."""
    first, tilde, last = anchor.partition(" ~ ")
    start, end = find(first.strip(), text)
    return (start, find(last.strip(), text, end)[1]) if tilde else (start, end)


def gold_anchor(span: Span, text: str) -> str | dict[str, object]:
    """A span as the gold format writes it: its text, with a number where it is not the first."""
    wanted, n, at = text[span[0] : span[1]], 0, -1
    while at < span[0]:
        at = text.find(wanted, at + 1)
        n += 1
    return wanted if n == 1 else {"text": wanted, "n": n}


def listed(field: str, separator: str) -> list[str]:
    return [item for item in (part.strip() for part in field.split(separator)) if item and item != "-"]


def quoted(spans: list[Span], text: str) -> list[Span]:
    """The stretches inside quotation marks within spans, without the marks; a mark left open runs to the end."""
    found = []
    for start, end in spans:
        for hit in re.finditer(r'[“"]([^”"]+?)(?:[”"]|$)', text[start:end], re.S):
            body = hit[1].rstrip()
            found.append((start + hit.start(1), start + hit.start(1) + len(body)))
    return found


def days(field: str) -> list[str | None] | None:
    """`2011-05-02`, `2011-05-01..2011-05-31`, `2011-05-01..`, `..2011-05-31` or `?`."""
    if field in ("?", "-"):
        return None
    first, dots, last = field.partition("..")
    ends = [first.strip() or None, (last.strip() or None) if dots else first.strip()]
    for end in ends:
        if end:
            try:
                date.fromisoformat(end)
            except ValueError:
                raise ShorthandError(f"no date: {end!r}") from None
    if ends[0] and ends[1] and ends[0] > ends[1]:
        raise ShorthandError(f"ends before it begins: {field!r}")
    return ends


class Reader:
    """Reads one shorthand file; `wrong` holds every complaint, `doc` the gold record."""

    def __init__(self, path: Path, texts: Path | None = None) -> None:
        self.wrong: list[str] = []
        self.known_modes = modes()
        parts = re.split(rf"^--- ({'|'.join(SECTIONS)})[ \t]*\n", path.read_text(encoding="utf-8"), flags=re.M)
        head: dict[str, str] = {}
        for line in parts[0].splitlines():
            key, colon, value = line.partition(":")
            if line.strip() and not line.startswith("#"):
                if not colon:
                    self.wrong.append(f"head: no key in {line!r}")
                head[key.strip()] = value.strip()
        body = dict(zip(parts[1::2], parts[2::2], strict=True))
        self.wrong += [f"no part '--- {p}'" for p in SECTIONS[1:] if p not in body]
        self.doc: Record = {"id": path.stem, "date": head.get("date")}
        if "text-of" in head:
            if texts is None:
                raise ShorthandError(f"{path.name}: --texts is needed for a stand-off file")
            source = json.loads((texts / f"{head['text-of']}.json").read_text(encoding="utf-8"))
            self.doc |= {key: value for key, value in source.items() if value is not None or key != "date"}
            if head.get("date"):
                self.doc["date"] = head["date"]
        else:
            self.doc |= {
                "title": head.get("title"),
                "source": "written for this corpus",
                "url": None,
                "license": "CC BY 4.0",
                "manner": head.get("manner"),
                "text": body.get("text", "").strip(),
            }
        self.text: str = self.doc["text"]
        try:
            self.day = date.fromisoformat(self.doc["date"] or "")
        except ValueError:
            self.wrong.append(f"head: no date {self.doc['date']!r}")
            self.day = date(9999, 1, 1)
        self.doc["entities"] = self.lines(body.get("entities", ""), self.entity)
        self.ids = {e["id"] for e in self.doc["entities"]}
        self.doc["statements"] = self.lines(body.get("statements", ""), self.statement)
        self.doc["events"] = self.lines(body.get("events", ""), self.event)
        self.across()

    def lines(self, body: str, read: Any) -> list[Record]:
        out = []
        for line in body.splitlines():
            if line.strip() and not line.startswith("#"):
                try:
                    out.append(read([field.strip() for field in line.split(" | ")]))
                except ShorthandError as error:
                    self.wrong.append(f"{line[:40]}…: {error}")
                except (ValueError, IndexError):
                    self.wrong.append(f"{line[:60]}…: too few fields, or a field not understood")
        return out

    def anchors(self, field: str) -> list[Span]:
        return [locate(anchor, self.text) for anchor in listed(field, ";;")]

    def gold(self, spans: list[Span]) -> list[str | dict[str, object]]:
        return [gold_anchor(span, self.text) for span in spans]

    def known(self, field: str) -> list[str]:
        ids = listed(field, ",")
        strangers = [i for i in ids if i not in self.ids]
        if strangers:
            raise ShorthandError(f"no entity {', '.join(strangers)}")
        return ids

    def entity(self, fields: list[str]) -> Record:
        (key, name), country, sector, office, mentions = fields[0].split(" = ", 1), *fields[1:5]
        if country != "-" and not re.fullmatch("[A-Z]{3}", country):
            raise ShorthandError(f"country {country!r}")
        sectors = listed(sector, ",")
        if set(sectors) - SECTORS:
            raise ShorthandError(f"sector {sector!r}")
        found = self.anchors(mentions)
        if not found:
            raise ShorthandError("no mention")
        return {
            "id": key.strip(),
            "name": name.strip(),
            "country": None if country == "-" else country,
            "sector": sectors,
            "office": None if office == "-" else office,
            "mentions": self.gold(found),
        }

    def options(self, fields: list[str], allowed: set[str]) -> dict[str, str]:
        out = {}
        for field in fields:
            key, _, value = field.partition(":")
            if key not in allowed:
                raise ShorthandError(f"no option {key!r} (one of {', '.join(sorted(allowed))})")
            out[key] = value.strip()
        return out

    def statement(self, fields: list[str]) -> Record:
        key, speaker, cue, content = fields[:4]
        more = self.options(fields[4:], {"to", "via", "quotes", "hedged"})
        said = self.anchors(content)
        mark = None if cue == "-" else locate(cue, self.text)
        if not said:
            raise ShorthandError("no content")
        if not self.known(speaker):
            raise ShorthandError("no speaker")
        if mark and any(s <= mark[0] and mark[1] <= e for s, e in said):
            raise ShorthandError("the cue stands inside the content")
        asked = more.get("quotes", "")
        quotes = quoted(said, self.text) if asked == "*" else self.anchors(asked)
        if any(not any(s <= a and b <= e for s, e in said) for a, b in quotes):
            raise ShorthandError("a quote stands outside the content")
        return {
            "id": key,
            "speaker": self.known(speaker),
            "cue": gold_anchor(mark, self.text) if mark else None,
            "content": self.gold(said),
            "quotes": self.gold(quotes),
            "addressee": self.known(more.get("to", "")),
            "via": more.get("via") or None,
            "hedged": "hedged" in more,
        }

    def event(self, fields: list[str]) -> Record:
        key, coded, who, when, triggers = fields[:5]
        more = self.options(fields[5:], {"at", "aux", "by"})
        kind, *mode = coded.replace(",", " ").split()
        if kind not in self.known_modes:
            raise ShorthandError(f"type {kind!r}")
        if set(mode) - self.known_modes[kind]:
            raise ShorthandError(f"{kind} has no mode {' '.join(set(mode) - self.known_modes[kind])}")
        actor, arrow, recipient = who.partition(">")
        if not arrow:
            raise ShorthandError("no '>' between actors and recipients")
        found = self.anchors(triggers)
        if not found:
            raise ShorthandError("no trigger")
        place, _, country = more.get("at", "").rpartition(",")
        if more.get("at") and not (country.strip() == "-" or re.fullmatch("[A-Z]{3}", country.strip())):
            raise ShorthandError(f"at: {more['at']!r} is not 'name, COUNTRY'")
        event = {
            "id": key,
            "type": kind,
            "mode": mode,
            "actor": self.known(actor),
            "recipient": self.known(recipient),
            "when": days(when),
            "where": {"name": place.strip(), "country": country.strip().strip("-") or None} if place else None,
            "auxiliary": listed(more.get("aux", ""), ","),
            "according_to": self.known(more.get("by", "")),
            "triggers": self.gold(found),
        }
        self.sense(event, found)
        return event

    def sense(self, event: Record, triggers: list[Span]) -> None:
        """What the guide rules out for one event."""
        mode, auxiliary, when = event["mode"], event["auxiliary"], event["when"]
        if set(auxiliary) - set(AUXILIARY):
            raise ShorthandError(f"auxiliary {auxiliary}")
        if event["type"] == "CONSULT" and event["recipient"] and "visit" not in mode:
            raise ShorthandError("CONSULT has a recipient only where it is a visit")
        if set(event["actor"]) & set(event["recipient"]):
            raise ShorthandError("an actor is its own recipient")
        last = date.fromisoformat(when[1]) if when and when[1] else None
        long_ago = last is not None and last < self.day - LONG_AGO
        if long_ago and "historical" not in auxiliary:
            raise ShorthandError(f"over since {last}, more than 30 days before the report: historical")
        if "historical" in auxiliary and when and not long_ago:
            raise ShorthandError("historical, but not over for 30 days")
        if when and when[0] and date.fromisoformat(when[0]) > self.day and not set(auxiliary) - {"historical"}:
            raise ShorthandError("begins after the report's date: future, hypothetical or negated")
        if "future" in auxiliary and last and last < self.day:
            raise ShorthandError("future, but over before the report's date")
        if any(len(self.text[s:e].split()) > 6 for s, e in triggers):
            raise ShorthandError("a trigger of more than six words")

    def across(self) -> None:
        """What only the whole file shows: unused entities, unknown relays, ids given twice."""
        doc = self.doc
        parts = [i for e in doc["events"] for i in e["actor"] + e["recipient"] + e["according_to"]]
        parts += [i for s in doc["statements"] for i in s["speaker"] + s["addressee"]]
        self.wrong += [f"entity {i} plays no part" for i in sorted(self.ids - set(parts))]
        said = {s["id"] for s in doc["statements"]}
        self.wrong += [
            f"{s['id']}: via {s['via']!r} is no statement"
            for s in doc["statements"]
            if s["via"] and s["via"] not in said
        ]
        quotes = {s["id"]: [json.dumps(q) for q in s["quotes"]] for s in doc["statements"]}
        self.wrong += [
            f"{s['via']}: the quotes belong to {s['id']}, whose words they are"
            for s in doc["statements"]
            if set(quotes.get(s["via"], [])) & set(quotes[s["id"]])
        ]
        for part in ("entities", "statements", "events"):
            ids = [entry["id"] for entry in doc[part]]
            self.wrong += [f"{i}: given twice" for i in sorted({i for i in ids if ids.count(i) > 1})]


def doubts(doc: Record) -> list[str]:
    """Words of saying that are neither cue nor trigger, and double-quoted stretches in no statement."""
    text, doc = doc["text"], with_offsets(doc)
    content = [span for s in doc["statements"] for span in s["content"]]
    used = [s["cue"] for s in doc["statements"] if s["cue"]] + [span for e in doc["events"] for span in e["triggers"]]
    loose = [hit.span() for hit in SAYING.finditer(text) if not any(s < hit.end() and hit.start() < e for s, e in used)]
    unsaid = [
        hit.span()
        for hit in re.finditer(r"[“\"][^”\"]+[”\"]", text)
        if not any(s < hit.end() and hit.start() < e for s, e in content)
    ]
    return [
        f"unused: …{' '.join(text[max(0, s - 40) : s].split())} [{text[s:e]}] {' '.join(text[e : e + 40].split())}…"
        for s, e in sorted(loose + unsaid)
    ]


def show(doc: Record) -> None:
    """Print a record as an annotator checks it: one line an event or statement."""

    def words(anchors: list[Any]) -> str:
        return " … ".join(" ".join((a if isinstance(a, str) else a["text"]).split()) for a in anchors)

    print(f"{doc['id']} ({doc['date']})")
    for s in doc["statements"]:
        print(f"  {s['id']} {', '.join(s['speaker'])}: {words(s['content'])}  quotes: {words(s['quotes']) or '–'}")
    for e in doc["events"]:
        who = f"{', '.join(e['actor']) or '–'} > {', '.join(e['recipient']) or '–'}"
        print(f"  {e['id']} {e['type']} {' '.join(e['mode'])} {who} {e['when']} [{words(e['triggers'])}]")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, help="folder with one JSON file a text, for stand-off files")
    parser.add_argument("--into", type=Path, help="folder for the gold files")
    parser.add_argument("--show", action="store_true", help="print what was understood")
    parser.add_argument("--doubts", action="store_true", help="list words of saying and quotations that nothing uses")
    args = parser.parse_args()
    faults = 0
    for path in args.files:
        try:
            reader = Reader(path, args.texts)
        except (ShorthandError, OSError, UnicodeDecodeError) as error:
            print(f"{path.name}: {error}")
            faults += 1
            continue
        for complaint in reader.wrong:
            print(f"{path.name}: {complaint}")
        faults += len(reader.wrong)
        if args.show:
            show(reader.doc)
        if args.doubts and not reader.wrong:
            print(*doubts(reader.doc), sep="\n")
        if args.into and not reader.wrong:
            args.into.mkdir(parents=True, exist_ok=True)
            out = json.dumps(reader.doc, ensure_ascii=False, indent=1)
            (args.into / f"{path.stem}.json").write_text(out + "\n", encoding="utf-8")
    print(f"{len(args.files)} files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
