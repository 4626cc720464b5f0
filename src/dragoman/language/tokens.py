"""Split text into the words of Universal Dependencies English, as offsets.

The conventions are those of the English Web Treebank and GUM: clitics stand alone ("do" "n't",
"Paris" "'s"), compounds are split at hyphens ("government" "-" "backed") except after bound
prefixes ("co-chair", "mid-March"), abbreviations and initials keep their stop ("U.S.", "Gen."),
numbers keep their separators ("1,200.5", "10:30"), units and currency signs stand alone.
"""

import re

# Bound prefixes: the treebanks leave the hyphen inside the word after these.
_PREFIXES = (
    (
        "anti|bi|co|counter|cyber|de|e|ex|extra|hyper|inter|intra|mega|meta|micro|mid|mini|mis|multi|neo|non|over|"
        "pan|para|post|pre|pro|proto|pseudo|quasi|re|self|semi|sub|super|trans|tri|ultra|un|under|vice|x"
    )
    .replace("|self", "")
    .replace("|vice", "")
)

_ABBREVIATIONS = (
    "mr|mrs|ms|dr|prof|rev|fr|sr|jr|st|gen|lt|col|maj|capt|cmdr|adm|sgt|cpl|brig|gov|sen|rep|reps|sens|pres|hon|"
    "amb|supt|insp|vs|etc|inc|ltd|co|corp|bros|dept|est|fig|vol|approx|al|ave|blvd|mt|ft|messrs|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tue|tues|wed|thu|thurs|fri"
)

# Letters, with accents as characters of their own ("e" and U+0301) and what UTF-8 read as Latin-1 makes of them
# ("Ã©"): such a name is one word.
_LETTERS = (
    r"[^\W_]+(?:(?:[\u0300-\u036f]+"
    r"|(?:(?<=[\u00c2\u00c3])|(?<=A[\u0302\u0303]))[\u0080-\u009f\u00a1-\u00bf])[^\W_]*)*"
)

_WORD = re.compile(
    rf"""
      (?!(?i:cannot|gonna|wanna|gotta)\b)[A-Za-z]++(?=[\s,])                # most words, told apart at once
    | https?://\S*[^\s.,;:!?"'”’)\]>] | www\.\S*[^\s.,;:!?"'”’)\]>]        # addresses
    | [\w.+-]+@[\w-]+\.[\w.-]*\w
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b(?!['’]))?                           # U.S. a.m. Ph.D
    | [^\W\d_]\.(?=\s+[^\W\d_])(?<![a-z]\.)                                 # initials: J. Smith
    | \b(?i:{_ABBREVIATIONS})\.(?=\s*[^\s"”’'])                             # Gen. Mr.
    | \b[Nn]os?\.(?=\s*\d)                                                  # No. 5, but "said no."
    | \d+(?:[.,:/]\d+)+(?:st|nd|rd|th|s)?\b | \d+(?:st|nd|rd|th|s)\b
    | \d+(?=(?:am|pm|km|kg|mm|cm|m|bn|mn|k|g|ft|mph|kph)\b)                 # 5km -> 5 km
    | (?i:{_PREFIXES})-[^\W\d_]\w*                                         # bound prefix
    | (?i:can)(?=not\b) | (?i:gon|wan)(?=na\b) | (?i:got)(?=ta\b)
    | [^\W_](?:[\w&]*[^\W_])??(?=n['’`]t\b)                                 # do|n't
    | n['’`]t\b
    | ['’`](?i:s|re|ve|ll|d|m|em)\b                                         # clitics
    | {_LETTERS}(?:[&]{_LETTERS})*(?:(?<=[A-Za-z])['’](?=[A-Z][a-z]))?(?:(?<=['’])[^\W_]+)?   # words, O'Brien, AT&T
    | \.\.+|…|--+|``|''|[!?]{(2,)}|[*=_~\#+<>|]{(2,)}
    | \S
    """,
    re.VERBOSE,
)


def split_words(text: str) -> tuple[list[int], list[int]]:
    """Start and end offsets of the words of a text, in order.

    >>> text = "The U.S. didn't back Baku’s co-chair."
    >>> [text[s:e] for s, e in zip(*split_words(text))]
    ['The', 'U.S.', 'did', "n't", 'back', 'Baku', '’s', 'co-chair', '.']
    """
    starts, ends = [], []
    for match in _WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
    return starts, ends
