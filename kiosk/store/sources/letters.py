"""What stands round the words of an e-mail: heads, also those of mails passed on; how it closes; who signs; what programs add."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kiosk.record import record
from kiosk.store.sources import plain, prose_lines, prose_when
from kiosk.store.sources.date_names import weekdays

GREETING = re.compile(
    r"(?:dear|hi|hiya|hello|hey|good (?:morning|afternoon|day)|greetings|welcome|morning|afternoon|annwyl|helo|"
    r"shw?mae|s['’]mae|haia|bore da|prynhawn da)\b.{0,30}$",
    re.IGNORECASE,
)
"""How a letter begins."""
_THANKS = r"(?:(?:many|lots of|big|kind|huge) )?(?:thanks|thank you|thankyou|thx|cheers|ta|diolch|llawer o ddiolch|gyda diolch)"
_CLOSES = re.compile(
    r"(?:-- ?|[_—]{5,}|"
    r"(?:with )?(?:my )?(?:very )?(?:kind(?:est)?|best|warm(?:est)?|all good|good|many)?\s*(?:regards|wishes)|best|bw|kr|"
    r"all the (?:very )?best|yours(?: (?:sincerely|faithfully|truly|ever))?|take care|speak soon|see you (?:there|soon|then)|"
    rf"{_THANKS}(?:,? (?:all|everyone|everybody|both|team|so much|very much|a lot|a (?:million|bunch|lot|heap)|again|"
    r"in (?:advance|anticipation)|as (?:ever|always)|(?:yn )?fawr(?: iawn)?|o galon|i (?:bawb|chi)|ymlaen llaw))*|"
    r"(?:gyda )?(?:cofion|chofion)(?: (?:gorau|cynnes|caredig))?|(?:yr eiddoch )?yn (?:gywir|bur)|hwyl(?: fawr)?|pob hwyl|"
    r"(?:pob|gyda phob) dymuniad da|dymuniadau gorau)",
    re.IGNORECASE,
)
"""The words that close a letter; nothing else stands on their line but a name."""
_CLOSES_LOOSELY = re.compile(
    rf"(?:{_THANKS}|best|warm|kind|yours|love|cofion|hwyl|see you|have a|enjoy|speak|hope|looking forward|edrych ymlaen)\b",
    re.IGNORECASE,
)
"""How a line begins that closes a letter if a name stands below it."""
_SMALL = {"and", "a", "ac", "ap", "ab", "de", "van", "von", "der", "y", "the", "&"}
_WORK = re.compile(
    r"\b(?:librar(?:y|ian|ies)|manager|specialist|officer|lead|head|director|assistant|administrator|co-?ordinator|"
    r"advis[eo]r|consultant|nurse|sister|matron|services?|team|department|university|hospitals?|trust|nhs|health board|"
    r"centre|college|knowledge|evidence|school|council|llyfrgell(?:ydd)?|rheolwr|swyddog|gwasanaeth(?:au)?|"
    r"ysbyty|prifysgol|bwrdd iechyd|pennaeth)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:tel(?:ephone)?|ff[oô]n|phone|mob(?:ile)?|ext(?:ension)?|fax|e-?mail|e-?bost|twitter|x)\b\s*[:.]?\s*[\d+(@\w]|"
    r"\b[tme]\s*[:.]\s*[\d+(\w]|[\w.+-]+@[\w-]+\.\w|https?://|\bwww\.|\b0\d{2,5}[ )]?\s?\d{3}",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"\s*[(\[](?:she|he|they|hi|fe|ef|nhw)\b[^)\]]*[)\]]", re.IGNORECASE)
FOOTER = re.compile(
    r"sent from (?:my|outlook|mail|yahoo|samsung|proton|an?)\b|get outlook for\b|anfonwyd o\b|"
    r"\W*(?:caution|warning|external(?: e-?mail| sender)?|rhybudd|e-?bost allanol)\W*(?:$|:|this|e-?mail|sender|do not|daeth)|"
    r"\W*(?:disclaimer|confidentiality(?: notice)?|ymwadiad)\b|"
    r"(?:please )?(?:consider|think of) the environment|(?:please )?think before you print|ystyriwch yr amgylchedd|"
    r"(?:view|open|read|see) (?:this|it|in)\b.{0,20}\b(?:browser|online)\b|unsubscribe\b|"
    r"you (?:are receiving|received|get) this\b|"
    r"(?:this|the|any) (?:e-?mail|message|communication|transmission)\b(?=.{0,400}\b(?:confidential|privileged|intended|"
    r"monitored|originated|viruses|disclos\w+)\b)|"
    r"(?:mae['’]?r|mae yr?|gall y|bwriedir y) (?:neges|e-?bost)\b(?=.{0,400}\b(?:gyfrinachol|cyfrinachol|fwriad\w*|gyfer)\b)|"
    r"if you (?:are not|have received).{0,40}\b(?:recipient|error)\b|nhsmail is\b",
    re.IGNORECASE | re.DOTALL,
)
"""What programs and organisations put round a mail."""
ASIDE = re.compile(
    r"\b(?:give (?:me|us) a (?:ring|shout|call|bell|buzz)|(?:just|please) shout\b|any (?:probs?|problems?|queries|questions|"
    r"issues)\b.{0,20}\b(?:shout|know|touch|call|ring)\b|(?:if )?anything(?:['’]s| is)? (?:unclear|not clear|wrong|missing)|"
    r"(?:can|could) you (?:please )?(?:put|add|make|do|plug|advertise|share|print|display|send)\b|"
    r"deadlines? for (?:changes|corrections|amendments)|rho(?:i|wch)? wybod i (?:mi|fi|ni))\b",
    re.IGNORECASE,
)
"""What a letter says to the one it is for."""
_HEAD = re.compile(
    r"^\W{0,2}(?P<name>from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments|"
    r"oddi wrth|anfonwyd|at|dyddiad|pwnc|testun|atodiadau)\W{0,2}:\W{0,2}(?:\s+(?P<words>.*?))?\W?$",
    re.IGNORECASE,
)
_SUBJECTS = ("subject", "pwnc", "testun")
_SENDERS = ("from", "oddi wrth")
_PASSED_ON = re.compile(
    r"\W*(?:-{2,}\s*)?(?:original message|forwarded (?:message|by\b.*)|begin forwarded message|neges wreiddiol|"
    r"neges a anfonwyd ymlaen)\W*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:on|ar|le|am)\b(?=.*\d).{6,240}(?:\b(?:wrote|writes)|\bysgrifennodd\b.{0,80})\s*:$", re.IGNORECASE | re.DOTALL
)
_AGAIN = re.compile(r"^(?:(?:re|fw|fwd|ymlaen|ateb|parthed)\s*:\s*)+|\[(?:external|ext)\]\s*", re.IGNORECASE)
_POSTSCRIPT = re.compile(r"^\s*(?:p\.?\s?s\.?|o\.?\s?n\.)(?=[\s:–—-])[\s:–—-]*", re.IGNORECASE)


@record
class Letter:
    """The lines of a mail, those empty that tell nothing of what is on; its subject; names that stand as in a signature."""

    lines: tuple[str, ...]
    subject: str = ""
    signed: tuple[str, ...] = ()


def read(lines: Sequence[str], *, is_apart: bool = True) -> Letter:
    """Take heads, closings, signatures and footers off a mail and those that it passes on.

    `is_apart` = paragraphs stand apart by empty lines; else each line is one.
    """
    told = list(lines)
    signed: list[str] = []
    subject, at = "", 0
    while at < len(lines):
        after, found = _head(lines, at)
        subject = subject or found
        stop = next((i for i in range(max(after, at + 1), len(lines)) if _head(lines, i)[0] > i), len(lines))
        told[at:after] = [""] * (after - at)
        _drop_footers(told, after, stop, is_apart)
        _drop_closing(told, after, stop)
        told[after:stop] = [_POSTSCRIPT.sub("", line) for line in told[after:stop]]
        signed += _drop_signature(told, after, stop, is_apart)
        at = stop
    return Letter(tuple(told), subject, tuple(signed))


def _head(lines: Sequence[str], at: int) -> tuple[int, str]:
    """Find where the head of a mail that begins here ends, and its subject; the same place if none begins."""
    first = lines[at].strip()
    if _PASSED_ON.match(first):
        end, subject = _fields(lines, at + 1)
        return max(end, at + 1), subject
    if _WROTE.match(first):
        return at + 1, ""
    if at + 1 < len(lines) and first and len(first) < 120 and _WROTE.match(f"{first} {lines[at + 1].strip()}"):
        return at + 2, ""
    if at and not _HEAD.match(first):
        return at, ""
    return _fields(lines, at)


def _fields(lines: Sequence[str], at: int) -> tuple[int, str]:
    """Read lines such as "From: ..."; at the top of a text two of them or a subject are a head, below it a sender is needed."""
    found: dict[str, str] = {}
    end = i = at
    while i < len(lines):
        line = lines[i].strip()
        field = _HEAD.match(line)
        if field:
            found.setdefault(field["name"].lower(), field["words"] or "")
            end = i + 1
        elif line and not (found and end == i and re.search(r"@|;$", line)):  # who it was sent to, on several lines
            break
        elif line:
            end = i + 1
        elif found and at:
            break
        i += 1
    subject = next((found[s] for s in _SUBJECTS if found.get(s)), "")
    is_sent = any(prose_when.cut_time(found.get(s, "")) is None for s in _SENDERS if s in found)
    is_head = is_sent and len(found) >= 2 if at else len(found) >= 2 or any(s in found for s in _SUBJECTS)
    return (end, named(subject)) if is_head else (at, "")


def named(subject: str) -> str:
    """Take "Re:", "FW:" and the like off a subject."""
    return _AGAIN.sub("", subject).strip()


def closes(line: str, after: str) -> bool:
    """Tell whether a line closes a letter; `after` = the next line that is not empty, a name or nothing."""
    line = line.strip()
    found = _CLOSES.match(line)
    rest = line[found.end() :].strip(" ,.!/|–—-:)x") if found else ""
    ends = not after or _could_sign(after)
    if found and not rest:
        return ends
    if found and (is_name(rest) or closes(rest, after)):
        return ends  # "Cheers, Dave", "Diolch / Thanks"
    is_loose = len(line) <= 60 and _CLOSES_LOOSELY.match(line) and prose_when.cut(line) is None
    return bool(is_loose and after and is_name(after))


def _could_sign(line: str) -> bool:
    """Tell whether a short line may stand below the words that close a letter."""
    line = line.strip()
    is_short = len(line) <= 60 and len(line.split()) <= 8 and line[-1:] not in ":?"
    return is_name(line) or bool(FOOTER.match(line)) or (is_short and prose_when.cut(line) is None and not GREETING.match(line))


def is_name(line: str) -> bool:
    """Tell whether a line is a person's name and nothing more."""
    words = [w.strip(".,") for w in re.split(r"\s+", _PRONOUNS.sub("", line.strip().strip("*_")).rstrip("!,. x")) if w]
    return (
        0 < len(words) <= 5
        and len(line) <= 50
        and not any(c.isdigit() for c in line)
        and all(w in _SMALL or (w[:1].isupper() and re.fullmatch(r"[^\W\d_][\w'’.&-]*", w)) for w in words)
        and words[0] not in _SMALL
        and not (prose_lines.SORT.search(line) or _WORK.search(line) or weekdays(line))
    )


def _drop_footers(told: list[str], at: int, stop: int, is_apart: bool) -> None:
    """Empty the lines that programs and organisations add, each with the rest of its paragraph."""
    while at < stop:
        end = at + 1
        while is_apart and told[at].strip() and end < stop and told[end].strip():
            end += 1
        # A line such as "Sent from my phone" may stand below the name without an empty line.
        cut = next((i for i in range(at, end) if FOOTER.match(plain.one_line(" ".join(told[i:end])))), end)
        told[cut:end] = [""] * (end - cut)
        at = end


def _drop_closing(told: list[str], at: int, stop: int) -> None:
    """Empty the lines from the words that close a letter on, up to a postscript or a line with a date."""
    for i in range(at, stop):
        after = next((line for line in told[i + 1 : stop] if line.strip()), "")
        if any(line.strip() for line in told[at:i]) and told[i].strip() and closes(told[i], after):
            more = next((j for j in range(i + 1, stop) if _goes_on(told[j])), stop)
            while i + 2 < more < stop and told[more - 1].strip():
                more -= 1  # the title above the date
            told[i:more] = [""] * (more - i)


def _goes_on(line: str) -> bool:
    found = prose_when.cut(line)
    return bool(_POSTSCRIPT.match(line)) or (found is not None and prose_when.is_firm(found[1]))


def _drop_signature(told: list[str], at: int, stop: int, is_apart: bool) -> list[str]:
    """Empty a signature at the end: a name, below it a post, a house or how to reach somebody; also the name above it."""
    signed: list[str] = []
    low = end = stop
    while low > at and _may_sign(told[low - 1]):
        low -= 1
    for i in reversed(range(low, stop)):
        name, *post = re.split(r"\s*[|,]\s*|\s+[-–—]\s+", told[i].strip(), maxsplit=1)
        begins = not is_apart or i == at or not told[i - 1].strip()
        below = [*post, *told[i + 1 : end]]
        if begins and is_name(name) and any(_WORK.search(b) or _REACHED.search(b) for b in below):
            signed, end = [name, *signed], i
    above = next((i for i in reversed(range(at, end)) if told[i].strip()), stop)
    if signed and above < stop and told[above].strip(" ,.!x") == signed[0].split()[0]:
        end = above
    told[end:stop] = [""] * (stop - end)
    return signed


def _may_sign(line: str) -> bool:
    """Tell whether a line may stand in a signature."""
    text = line.strip()
    return not text or (
        len(text) <= 110
        and text[-1] not in "?!:"
        and not re.match(r"[-*•·▪]\s|(?:book|where|when|time|date|venue|sign up|register)\b", text, re.IGNORECASE)
        and prose_when.cut(text) is None
    )
