"""A brand: inks, typefaces, logos and the rules that guard them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Literal, cast

from kiosk.campaign.finding import Finding
from kiosk.record import record

ROLES = ("primary", "dark", "accent", "second", "light", "text")
"""Roles an ink of a brand may have; a family says which of its own inks follow which role."""
RULES = ("logo", "faces", "contrast", "languages")
"""Rules a brand may lock."""
MINIMUM = ("logo", "logo-screen", "text", "code-poster", "code-programme", "code-postcard")
"""Smallest sizes a brand may set: logo height in print (mm) and on screens (px), type (pt) and codes (mm) in print."""


@record(kw_only=True)
class BrandInk:
    """One named colour: screen value #RRGGBB, CMYK in per cent, spot name."""

    screen: str
    cmyk: tuple[float, float, float, float] | None = None
    spot: str = ""


@record(kw_only=True)
class Logo:
    """A logo file, the ground it is made for, its clear space (share of its height) and its fixed zone.

    Files with the same `mark` (or, without one, the same words in `alt`) are variants of one logo.
    """

    file: str
    alt: str = ""
    mark: str = ""
    on: Literal["any", "light", "dark"] = "any"
    clear: float = 0.5
    zone: str = ""

    @property
    def name(self) -> str:
        """What variants of one logo share."""
        return self.mark or self.alt or self.file


@record(kw_only=True)
class Brand:
    """The inks, faces and logos that replace a family's own, by role name; `file` is where they are kept, if apart.

    What is written in the campaign stands here; `base` is the kit that `use` names and `fonts` are the folders with typefaces
    of the campaign, both found when it is read. `whole` puts them together.
    """

    use: str = "neutral"
    file: str = ""
    languages: tuple[str, ...] = ()
    inks: Mapping[str, BrandInk] = field(default_factory=dict[str, BrandInk])
    faces: Mapping[str, str] = field(default_factory=dict[str, str])
    logos: tuple[Logo, ...] = ()
    partners: tuple[Logo, ...] = ()
    rules: Mapping[str, object] = field(default_factory=dict[str, object])
    minimum: Mapping[str, float] = field(default_factory=dict[str, float])
    base: Brand | None = field(default=None, compare=False)
    fonts: tuple[str, ...] = field(default=(), compare=False)


def whole(brand: Brand) -> Brand:
    """Put a brand on top of its kit: inks and faces by name, the kit's rules locked, of two smallest sizes the larger."""
    base = brand.base
    if base is None:
        return brand
    sizes = {k: max(brand.minimum.get(k, 0.0), base.minimum.get(k, 0.0)) for k in {**base.minimum, **brand.minimum}}
    return replace(
        brand,
        languages=brand.languages or base.languages,
        inks={**base.inks, **brand.inks},
        faces={**base.faces, **brand.faces},
        logos=brand.logos or base.logos,
        partners=brand.partners or base.partners,
        rules={**brand.rules, **base.rules},
        minimum=sizes,
        base=None,
    )


@record(kw_only=True)
class Rules:
    """The rules of a brand that are understood; empty where it leaves things free.

    `corner` is where the host's logo stands, such as "top right"; `contrast` the least ratio of any words to their ground.
    """

    corner: str = ""
    once: bool = False
    faces: tuple[str, ...] = ()
    contrast: float = 0.0
    languages: tuple[str, ...] = ()


_SIDES = {"top": "top", "bottom": "bottom", "foot": "bottom", "left": "left", "right": "right", "start": "start", "end": "end"}


def corner(words: str) -> str:
    """Read a fixed place for a logo, such as "top right" or "bottom start"; empty when it names no corner."""
    found = [_SIDES[w] for w in re.findall(r"[a-z]+", words.lower()) if w in _SIDES]
    upright = next((w for w in found if w in ("top", "bottom")), "")
    across = next((w for w in found if w not in ("top", "bottom")), "")
    return f"{upright} {across}" if upright and across else ""


def rules(brand: Brand) -> Rules:
    """Read the rules of a whole brand; what cannot be understood is passed over (`rule_findings` tells)."""
    given = brand.rules
    logo = str(given.get("logo", ""))
    contrast = given.get("contrast")
    return Rules(
        corner=corner(logo),
        once="once" in logo.lower(),
        faces=_names(given.get("faces")),
        contrast=float(contrast) if isinstance(contrast, int | float) and 1 <= contrast <= 21 else 0.0,
        languages=_names(given.get("languages")),
    )


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(v for v in cast("list[object]", value) if isinstance(v, str)) if isinstance(value, list) else ()


LIMIT = 300.0
"""Per cent of ink in all that dries."""


def ink_told(name: str, screen: str, cmyk: tuple[float, ...] | None = None) -> str:
    """Spell what the fixes of inks work on: a name, its new value on screens, and its new amounts of ink in per cent."""
    return " ".join((name, screen, *(f"{v:.4g}" for v in cmyk or ())))


def _held(cmyk: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Take colour out of an ink, black left as it is, until all together are under the limit."""
    c, m, y, k = cmyk
    if sum(cmyk) <= LIMIT + 0.5:
        return cmyk
    share = max(0.0, LIMIT - k) / (c + m + y)
    return (c * share, m * share, y * share, k)


def ink_findings(brand: Brand) -> Iterator[Finding]:
    """Tell which inks of a brand cannot be printed as they are written: too much of them, or two values for one plate."""
    plates: dict[str, tuple[float, float, float, float]] = {}
    for name, ink in whole(brand).inks.items():
        if ink.cmyk is None:
            continue
        held = _held(ink.cmyk)
        if held != ink.cmyk:
            yield Finding(
                id="ink-total",
                severity="warning",
                sentence=f"The ink {name} has {sum(ink.cmyk):.0f}% of ink in all, more than dries.",
                cure=f"Give it CMYK values in the brand that make {LIMIT:.0f}% or less together.",
                fix="hold-ink",
                of=ink_told(name, ink.screen, held),
            )
        first = plates.setdefault(ink.spot, held) if ink.spot else held
        if first != held:
            both = " and ".join("/".join(f"{v:.4g}" for v in values) for values in (first, held))
            yield Finding(
                id="spot-twice",
                severity="warning",
                sentence=f"The spot ink {ink.spot} has two CMYK values, {both}; a plate has one.",
                cure="Give both inks of the brand the same CMYK values, or different spot names.",
                fix="one-spot",
                of=ink_told(name, ink.screen, first),
            )


def rule_findings(brand: Brand, languages: tuple[str, ...]) -> Iterator[Finding]:
    """Tell which rules of a brand (as written, with its kit) are not understood, overridden, or broken by the campaign."""
    base = brand.base or Brand()
    together = whole(brand)
    expected = {
        "logo": 'a corner and, if wanted, "once a page", for example "top right, once a page"',
        "faces": 'a list of typefaces, for example ["Arial", "Frutiger"]',
        "contrast": "a number from 1 to 21, for example 7",
        "languages": 'a list of languages, for example ["cy", "en"]',
    }
    read = rules(together)
    good = {
        "logo": bool(read.corner or read.once),
        "faces": bool(read.faces),
        "contrast": bool(read.contrast),
        "languages": bool(read.languages),
    }
    for name in together.rules:
        if name not in RULES:
            sentence = f"The brand's rule {name!r} is not one that pages obey; there are {', '.join(RULES)}."
            yield Finding(id="brand-rule-unknown", severity="warning", sentence=sentence, cure="Write it as one of these.")
        elif not good[name]:
            sentence = f"The brand's rule {name!r} is not understood."
            yield Finding(id="brand-rule-unknown", severity="warning", sentence=sentence, cure=f"Write {expected[name]}.")
    for name, value in brand.rules.items():
        if name in base.rules and base.rules[name] != value:
            sentence = f'The rule {name!r} is locked by the brand "{brand.use}"; what the campaign says instead is not used.'
            yield Finding(
                id="brand-rule-locked", severity="warning", sentence=sentence, cure=f"Take {name} out of [brand.rules]."
            )
    for name in together.minimum:
        if name not in MINIMUM:
            sentence = f"The brand's smallest size {name!r} is not one that pages know; there are {', '.join(MINIMUM)}."
            yield Finding(id="brand-rule-unknown", severity="warning", sentence=sentence, cure="Write it as one of these.")
    if read.languages and read.languages != languages[: len(read.languages)]:
        wanted, said = ", ".join(read.languages), ", ".join(languages)
        listed = ", ".join(f'"{w}"' for w in read.languages)
        yield Finding(
            id="brand-languages",
            severity="error",
            sentence=f"The brand wants its pages in {wanted}, in this order; the campaign says {said}.",
            cure=f"Write languages = [{listed}] in campaign.toml.",
        )
    for logo in (*together.logos, *together.partners):
        if logo.zone and not corner(logo.zone):
            sentence = f'The zone "{logo.zone}" of {logo.file} is no corner of a page.'
            yield Finding(id="brand-zone", severity="warning", sentence=sentence, cure='Write one such as "top right".')
