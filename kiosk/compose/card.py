"""Detail cards: what a touch screen shows of one item, the list of all that is on, and the pad for the PIN."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeAlias
from xml.sax.saxutils import quoteattr

from kiosk.campaign import repeat, translation, wording
from kiosk.campaign.item import Event, title_of
from kiosk.compose import compose as composer
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.fields import facts
from kiosk.compose.reach import Room, room
from kiosk.compose.template import family as families
from kiosk.record import record

Look: TypeAlias = Literal["plain", "large", "contrast", "both"]
LOOKS: tuple[Look, ...] = ("plain", "large", "contrast", "both")
LARGER, LARGER_LEAST = 1.35, 1.2
"""How much larger the words of a large card may be, and are at least; what then has no place gives way in its order."""
FAMILIES = frozenset({"leaf", "ink", "civic", "table", "photo"})
"""Families whose inks families.toml names; another's cards are made in the neutral family's."""
_NARROW = 44.0
"""Width of a row, in u, under which its date is said in short."""
_LETTER = 2.0
"""Width of a letter of the smallest size, in u, with what a line loses at its end."""
_TICK = 6
"""Letters whose room a button's tick and margins take."""
_ROLES = ("panel", "button", "ink", "accent", "veil")
Box: TypeAlias = tuple[float, float, float, float]


@record
class Card:
    """A composed card, and the colours (#RRGGBB) of its idle bar and of the ring round what the keys are on."""

    composed: Composed
    bar: str
    ring: str


def card(brief: Brief, texts: Mapping[str, str], look: Look, others: Sequence[str] = ()) -> Card:
    """Compose an item's card in the brief's first language; `texts` are the card's templates, `others` more languages to choose.

    The boxes of the page name what can be touched: back, next, list, large, contrast, close, lang-<code>. The code gives way to
    words that would have to be left out; whoever stands near enough to touch can read a smaller one.
    """
    goes = {"back": "Back", "list": "Programme", "next": "Next one"}
    first = 1 if look in ("large", "both") else 0
    tried: list[Card] = []
    for smaller in (first, first + 1):
        space = room(brief.screen, brief.stock.width > brief.stock.height, smaller)
        values = _places(space) | _controls(space, brief.langs[0], look, others, goes)
        tried.append(_composed(brief, texts, look, values))
        if not tried[-1].composed.codes or not any(f.id == "dropped-to-fit" for f in tried[-1].composed.findings):
            break
    return min(tried, key=_poverty)


def listing(
    brief: Brief, texts: Mapping[str, str], look: Look, ids: Sequence[str], page: int, others: Sequence[str] = ()
) -> Card:
    """Compose one page of the list of all that is on; the boxes name the rows item-<id>, and `next` where there is more."""
    lang = brief.langs[0]
    space = room(brief.screen, brief.stock.width > brief.stock.height)
    shown = ids[page * space.rows : (page + 1) * space.rows]
    x, y, w, h = space.named
    named = _said(wording.ui("Programme", lang))
    count = -(-len(ids) // space.rows)
    counted = f'<text role="button" size="4">{page + 1} / {count}</text>' if count > 1 else ""
    own = [
        f'<row box="{x:g},{y:g},{w:g},{h:g}" gap="2" valign="bottom" avoid="no">'
        f'<text role="title" fit="5.4-8" lines="1" grow="1">{named}</text>{counted}</row>'
    ]
    for (left, top, width, height), what in zip(space.cells, shown, strict=False):
        label, title = _row(brief, what, lang, narrow=width < _NARROW)
        title = _cut(title, int(2 * (width - 4) / _LETTER))
        own.append(
            f'<box name="item-{what}" box="{left:g},{top:g},{width:g},{height:g}" fill="button" radius="1.4" avoid="no">'
            f'<column box="2,0.3,r2,r0.3" valign="middle">'
            f'<text role="button" ink="press" fit="3.1-3.4" lines="1" leading="1.1">{_said(label)}</text>'
            f'<text role="facts" ink="press" fit="3.1-4.6" lines="2" leading="1.1">{_said(title)}</text></column></box>'
        )
    own.append('<use file="parts" part="controls"/>')
    goes = {"back": "Back", "next": "Next page"} if count > 1 else {"back": "Back"}
    values = _places(space) | _controls(space, lang, look, others, goes) | {"own": "".join(own)}
    values["panel"] = _box(space.short)
    return _composed(replace(brief, what="default"), texts, look, values)


def pad(brief: Brief, texts: Mapping[str, str], sentence: str) -> Card:
    """Compose the pad for the PIN; the boxes name its keys pin-0 to pin-9, pin-erase, and back."""
    wide, lang = brief.stock.width > brief.stock.height, brief.langs[0]
    space = room(brief.screen, wide)
    x, y, w, h = space.pad
    top = space.story[1]
    own = [f'<text role="cta" fit="4-6" lines="2" box="{x:g},{top:g},{w:g},13" avoid="no">{_said(sentence)}</text>']
    own.append(f'<box name="dots" box="{x:g},{y - 7:g},{w:g},5" avoid="no"/>')
    words = [*"123456789", wording.ui("Back", lang), "0", wording.ui("Clear", lang)]
    names = [*(f"pin-{n}" for n in "123456789"), "back", "pin-0", "pin-erase"]
    wide_, high = (w - 4) / 3, (h - 6) / 4
    for n, (name, word) in enumerate(zip(names, words, strict=True)):
        place = f"{x + n % 3 * (wide_ + 2):g},{y + n // 3 * (high + 2):g},{wide_:g},{high:g}"
        own.append(f'<use file="parts" part="button" id="{name}" box="{place}" words={quoteattr(word)}/>')
    values = _places(space) | _controls(space, lang, "plain", (), {}) | {"own": "".join(own)}
    return _composed(replace(brief, what="default"), texts, "plain", values)


def pages(brief: Brief, count: int) -> int:
    """Count the pages of a list of so many."""
    wide = brief.stock.width > brief.stock.height
    return -(-count // room(brief.screen, wide).rows)


def _poverty(made: Card) -> tuple[int, int]:
    """Rank a card: by what is wrong with it, then by how little stands on it."""
    return sum(f.severity == "error" for f in made.composed.findings), -len(made.composed.boxes)


def _row(brief: Brief, what: str, lang: str, *, narrow: bool) -> tuple[str, str]:
    """Say when an item is, without the weekday where there is little room, and its title."""
    item = brief.campaign.item(what)
    assert item is not None
    told = facts.told_of(item, lang, translation.own_language(brief.campaign), brief.pictures)["title"].text or title_of(item)
    if isinstance(item, Event):
        dated = repeat.current(item, brief.at, brief.campaign.zone) or item
        when = facts.when_of(dated, lang, brief.campaign)
        day = f"{when['day']} {when['month-short']}" if narrow and "day" in when else when.get("short")
        return ", ".join(str(p) for p in (day, when.get("start")) if p), told
    return "", told


def _cut(words: str, letters: int) -> str:
    """Shorten what has no room in a row, at a word; the card itself says it all."""
    if len(words) <= letters:
        return words
    kept = words[: letters - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:–-") + "…"


def _said(words: str) -> str:
    """Make words of a template out of words that may hold anything."""
    plain = words.translate({ord("{"): "(", ord("}"): ")"})
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")


def _box(box: Box) -> str:
    return ",".join(f"{v:g}" for v in box)


def _places(space: Room) -> dict[str, str]:
    return {name: _box(box) for name, box in space.boxes.items()} | {
        "title": f"{space.title:g}",
        "callwhere": "top" if space.wide else "middle",
        # Under the code there is a whole line for the address; beside it only where words are short.
        "beside": '<text role="url" fit="3.1-4.6" lines="1">{link.short}</text>' if space.wide else "",
        "below": "" if space.wide else '<text role="url" fit="3.1-4.8" lines="1" box="@url@" avoid="no">{link.short}</text>',
        "tick": f"{(space.high - 4) / 2:g}",
        "own": "",
    }


def _controls(space: Room, lang: str, look: Look, others: Sequence[str], goes: Mapping[str, str]) -> dict[str, str]:
    """Choose the buttons of a card: where one may go, what is on, other languages, and a cross where all may reach up."""
    ways = [
        f'<use part="button" id="{name}" box="{_box(space.boxes[name])}" words="{{ui:{said}}}"/>' for name, said in goes.items()
    ]
    made = {
        "goes": "".join(ways),
        "large-is": "chosen" if look in ("large", "both") else "choice",
        "contrast-is": "chosen" if look in ("contrast", "both") else "choice",
    }
    words = [wording.ui("Larger text", lang), wording.ui("High contrast", lang), *(autonym(other) for other in others[:1])]
    # A button is as wide as its longest word and its tick need.
    places = space.choices([_TICK + max(map(len, said.split())) for said in words])
    for name, place in zip(("large", "contrast", "language"), places, strict=False):
        made[name] = _box(place)
    if others:
        made["language"] = (
            f'<use part="choice" id="lang-{others[0]}" box="{made["language"]}" words={quoteattr(_said(words[-1]))}/>'
        )
    else:
        made["language"] = ""
    cross = _box(space.close) if space.close else ""
    made["close"] = f'<use part="close" box="{cross}"/>' if cross else ""
    made["lang"] = lang
    return made


def autonym(lang: str) -> str:
    """Name a language in itself: Cymraeg, English."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(lang, sep="-").get_display_name() or lang
    except (ValueError, UnknownLocaleError):
        return lang
    return name[:1].upper() + name[1:]


def _composed(brief: Brief, texts: Mapping[str, str], look: Look, values: Mapping[str, str]) -> Card:
    contrast = look in ("contrast", "both")
    inks, weight = _inks(brief, texts, contrast)
    given = {
        **values,
        "veil": ".9" if contrast else ".78",
        "coded": "#000000" if contrast else "ink",
        "track": "#595959" if contrast else "button",
        "weight": str(weight),
    }
    filled = {name: _put(texts[name], given) for name in ("slide.xml", "parts.xml", "types.toml")}
    if look in ("large", "both"):
        filled["parts.xml"] = _enlarged(filled["parts.xml"])
    family = {"family.toml": inks + filled.pop("types.toml"), **filled}
    composed = composer.compose(replace(brief, product="slide", family_name="card", family=family))[0]
    dressed = families.read("card", family, brief.campaign.brand)
    bar, ring = (dressed.ink(name).hex for name in ("accent", "ink"))
    return Card(composed, bar, ring)


def _put(text: str, given: Mapping[str, str]) -> str:
    for _ in range(2):  # what is put in may ask for something itself
        text = re.sub(r"@([a-z-]+)@", lambda m: given.get(m[1], m[0]), text)
    return text


def _enlarged(text: str) -> str:
    """Let the words of the story grow."""
    begin = text.index('<part name="story"')
    end = text.index("</part>", begin)

    def grown(m: re.Match[str]) -> str:
        least = float(m[1] or m[2]) * LARGER_LEAST
        return f' {"head" if m[0].startswith(" head") else "fit"}="{least:g}-{float(m[2]) * LARGER:g}"'

    return text[:begin] + re.sub(r' (?:size|fit|head)="(?:([\d.]+)-)?([\d.]+)"', grown, text[begin:end]) + text[end:]


def _inks(brief: Brief, texts: Mapping[str, str], contrast: bool) -> tuple[str, int]:
    """Write the inks and faces of a card from its slide's family, as the text of a family.toml; and the weight of titles."""
    import tomli

    table: dict[str, Any] = tomli.loads(brief.family["family.toml"])
    names: Mapping[str, str] = tomli.loads(texts["families.toml"])[brief.family_name]
    own: Mapping[str, Any] = table["inks"]
    lines = ["[inks]"]
    if contrast:
        lines = [texts["contrast.toml"]]
    else:
        found = {role: own[names[role]] for role in _ROLES}
        lines += [f'{role} = "{v["screen"] if isinstance(v, dict) else v}"' for role, v in found.items()]
        lines += [f'press = "{_hex(found["ink"])}"', 'white = "#FFFFFF"', "[brand]"]
        recipes: Mapping[str, str] = table.get("brand", {})
        lines += [f'{role} = "{recipes[names[role]]}"' for role in _ROLES if names[role] in recipes]
        lines += [f'press = "{recipes[names["ink"]]}"'] if names["ink"] in recipes else []
    faces: Mapping[str, str] = table["faces"]
    lines += ["[faces]", *(f'{role} = "{faces[role]}"' for role in ("display", "text"))]
    return "\n".join(lines) + "\n", int(table.get("type", {}).get("title", {}).get("weight", 400))


def _hex(value: Any) -> str:
    return str(value["screen"]) if isinstance(value, dict) else str(value)
