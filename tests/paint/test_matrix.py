"""Every product in every family and script: the written file says its page word for word, and its codes lead where they should.

`make test` takes a choice in which every two of product, family and script meet; KIOSK_MATRIX=all, in `make soak`, takes all.
"""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import product as every
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pdfua
import pikepdf
import pytest

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Event, Speaker, Step, Technique
from kiosk.compose import compose
from kiosk.compose.brief import Brief
from kiosk.export.files import drawn
from kiosk.export.preflight import preflight
from kiosk.page.stock import STOCKS
from kiosk.paint import pdf
from kiosk.store.sources import calendar
from kiosk.store.sources.harvest import Origin
from tests.compose import families, translated
from tests.compose.families import FAMILIES
from tests.paint import structure
from tests.tooling.choice import ALL

AT = datetime(2022, 11, 1, 9, tzinfo=ZoneInfo("Europe/London"))
PRODUCTS = ("poster", "programme", "postcard", "slide")
WORDS = {
    "pl": ("Wymiana wiedzy: zażółć gęślą jaźń", "Jak gromadzić to, co wiedzą położne i pielęgniarki?", "Łódź, sala świętej Elżbiety", "Słuchaj najpierw|Potem źródło"),  # noqa: E501
    "el": ("Ανταλλαγή γνώσης στη βιβλιοθήκη", "Τι γνωρίζουν οι νοσηλευτές και πώς το μοιραζόμαστε;", "Αίθουσα Ομήρου, 2ος όροφος", "Άκουσε πρώτα|Ύστερα ρώτησε"),  # noqa: E501
    "ru": ("Обмен знаниями: ещё один шаг", "Как собрать то, что знают медсёстры и акушерки?", "Читальный зал, второй этаж", "Сначала слушай|Потом спроси"),  # noqa: E501
    "hi": ("ज्ञान का आदान-प्रदान और क्षमता", "नर्सें और दाइयाँ जो जानती हैं, उसे हम कैसे जुटाएँ?", "शिक्षण केंद्र, दूसरी मंज़िल", "पहले सुनिए|फिर पूछिए"),
}  # fmt: skip
"""Title, summary, place, steps: for scripts and letters that the translated sample does not have."""
LANGS = {"en": ("en",), "cy": ("cy",), "ar": ("ar",), "cy+en": ("cy", "en"), "ar+en": ("ar", "en")} | {k: (k,) for k in WORDS}
LINK = "https://example.org/k/exchange?a=ü"


def chosen() -> list[tuple[str, str, str]]:
    """Choose cases so that any two of product, family and script meet at least once."""
    cases = list(every(PRODUCTS, FAMILIES, LANGS))
    if ALL:
        return cases
    picked: list[tuple[str, str, str]] = []
    left = {(i, j, case[i], case[j]) for case in cases for i, j in ((0, 1), (0, 2), (1, 2))}
    while left:
        best = max(cases, key=lambda c: sum((i, j, c[i], c[j]) in left for i, j in ((0, 1), (0, 2), (1, 2))))
        picked.append(best)
        left -= {(i, j, best[i], best[j]) for i, j in ((0, 1), (0, 2), (1, 2))}
    return picked


def told(script: str) -> Campaign:
    """Make a campaign whose words are of a script."""
    if script not in WORDS:
        return translated.sample(*LANGS[script])
    title, summary, place, steps = WORDS[script]
    return Campaign(
        title=title, id="scripts", theme=summary, hashtag="#K22", website="https://example.org/k",
        organisation=place.split(",")[0], timezone="Europe/London", languages=(script,), starts=AT.date(),
        venues=(Venue(id="v", name=place),),
        events=tuple(
            Event(
                id=id, title=title, summary=summary, description=f"{summary} {title}.", venue="v", starts=AT.replace(day=3 + n),
                ends=AT.replace(day=3 + n, hour=11), booking=LINK, speakers=(Speaker(name=title.split()[0], honours="MBE"),),
            )
            for n, id in enumerate(("exchange", "second", "third"))
        ),
        techniques=(
            Technique(
                id="after-action-review", title=title, summary=summary, minutes=30, people=place, link=LINK,
                steps=tuple(Step(title=t, text=summary) for t in steps.split("|")),
            ),
        ),
    )  # fmt: skip


def composed(campaign: Campaign, product: str, family: str, what: str, langs: tuple[str, ...]) -> tuple[compose.Composed, ...]:
    kit = families.kit()
    stock = next(iter(STOCKS[product].values()))
    return compose.compose(
        Brief(
            campaign=campaign, product=product, stock=stock, what=what, at=AT, family_name=family,
            family=kit.families[family], langs=langs, pictures=kit.pictures,
        )
    )  # fmt: skip


def check(made: tuple[compose.Composed, ...], title: str, folder: Path, *, codes: bool = True) -> structure.Reader:
    """Write pages as a file and read it back in every way there is."""
    page = made[0].page
    file = drawn.as_pdf("file.pdf", made, pdf.Digital(title=title, lang=page.lang, at=datetime(2022, 11, 1, 9)), proved=True)
    reader = structure.Reader(file.data)
    assert reader.text == structure.content([one.page for one in made])
    assert [f.sentence for f in preflight.judge(file.data, page.stock, press=False)] == []
    (folder / "file.pdf").write_bytes(file.data)
    assert [f.message for f in pdfua.validate(folder / "file.pdf").findings] == []
    assert [code.decoded for code in file.codes] == [code.text for code in file.codes]
    assert file.codes or not codes
    with pikepdf.open(BytesIO(file.data)) as opened:
        for sheet in opened.pages:
            for font in sheet.Resources.Font.values():
                inside = font.DescendantFonts[0]
                assert str(inside.BaseFont)[7:8] == "+"
                assert {"/FontFile2"} <= set(inside.FontDescriptor.keys())
    return reader


@pytest.mark.parametrize(("product", "family", "script"), chosen())
def test_a_file_says_its_page(product: str, family: str, script: str, tmp_path: Path) -> None:
    campaign = told(script)
    what = {"programme": "programme", "postcard": "after-action-review"}.get(product, "exchange")
    made = composed(campaign, product, family, what, LANGS[script])
    assert not [f for one in made for f in one.findings if f.id == "missing-glyphs"]
    reader = check(made, campaign.title, tmp_path)
    item = campaign.item(what)
    wanted = getattr(item, "title", campaign.title)
    for lang in LANGS[script]:
        said = getattr(item, "translations", {}).get(lang, {}).get("title", wanted)
        assert all(word in reader.text for word in said.replace(":", " ").split())


def test_every_two_meet():
    cases = chosen()
    for i, j, ways in ((0, 1, 4 * 5), (0, 2, 4 * 9), (1, 2, 5 * 9)):
        assert len({(case[i], case[j]) for case in cases}) == ways
    assert len(cases) <= 60 or ALL


CALENDARS = sorted((Path(icalendar.__file__).parent / "tests" / "calendars").glob("*.ics"))
"""What other people's programs wrote, as the calendar library ships it for its own tests."""


def announced(path: Path) -> tuple[Event, ...]:
    """Read the events of a calendar; none where it is no whole calendar."""
    try:
        found = calendar.read(path.read_bytes(), Origin(name=path.name, source="s"))
    except calendar.Error:
        return ()
    return tuple(item for item in found.items if isinstance(item, Event))


@pytest.mark.parametrize("path", CALENDARS if ALL else CALENDARS[::9], ids=lambda p: p.stem)
def test_a_foreign_calendar_becomes_files_that_say_what_it_said(path: Path, tmp_path: Path) -> None:
    found = announced(path)
    # Those that say least and most.
    by_length = sorted(found, key=lambda e: len(e.title + e.description))
    events = {e.id: e for e in (*by_length[:1], *by_length[-2:])}.values()
    number = CALENDARS.index(path)
    for n, event in enumerate(events):
        campaign = Campaign(title="Calendar", id="calendar", timezone="Europe/London", events=(event,))
        family = FAMILIES[(number + n) % len(FAMILIES)]
        made = composed(campaign, ("poster", "slide")[n % 2], family, event.id, ("en",))
        check(made, event.title or "Calendar", tmp_path, codes=False)


def test_calendars_have_events_to_show():
    assert sum(bool(announced(path)) for path in CALENDARS[::9]) >= 7


@pytest.mark.parametrize("product", ["poster", "programme"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_long_name_of_the_campaign_stays_clear_of_the_picture(family: str, product: str, tmp_path: Path) -> None:
    campaign = replace(families.kit().campaign, title="Knowledge and Library Week of the Trust 2022")
    for what in ("programme",) if product == "programme" else ("exchange", "peer-assist"):
        made = composed(campaign, product, family, what, ("en",))
        assert not [f for one in made for f in one.findings if f.severity == "error"]
        check(made, campaign.title, tmp_path)
