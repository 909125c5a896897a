from dataclasses import replace
from datetime import date, datetime

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Article, Event, Prompt, Technique
from kiosk.compose.compose import whats
from kiosk.export import tasks
from kiosk.export.order import Error

CAMPAIGN = Campaign(
    title="Sharing",
    id="sharing-22",
    timezone="Europe/London",
    languages=("cy", "en"),
    families={"article": "photo"},
    events=(
        Event(id="exchange", title="Knowledge exchange", starts=date(2022, 11, 3), family="ink"),
        Event(id="later", title="Later"),
        Event(id="hidden", title="Hidden", draft=True),
    ),
    articles=(Article(id="ideas", title="Ideas", published=date(2022, 11, 1)),),
    techniques=(Technique(id="fishbowl", title="Fishbowl"),),
    prompts=(Prompt(id="ask", question="Who did you ask?"),),
)


def expand(order, campaign=CAMPAIGN):
    return tasks.expand(order, tasks.published(campaign, order.items), whats)


def names(order, campaign=CAMPAIGN):
    return [f"{t.name}.{t.formats[0]}" for t in expand(order, campaign)]


@pytest.mark.parametrize(
    ("product", "wanted"),
    [
        (
            "poster",
            {
                "poster/2022-11-03-exchange-poster-a4.pdf",
                "poster/tba-later-poster-a4.pdf",
                "poster/2022-11-01-ideas-poster-a4.pdf",
            },
        ),
        ("programme", {"programme/sharing-22-programme-a3-landscape.pdf"}),
        ("postcard", {"postcard/tba-fishbowl-postcard-a6.pdf", "postcard/2022-11-03-exchange-postcard-a6.pdf"}),
        (
            "slide",
            {
                "slide/sharing-22-cover-1920x1080.png",
                "slide/sharing-22-2022-11-01-agenda-week-1920x1080.png",
                "slide/tba-ask-slide-1920x1080.png",
            },
        ),
        ("social", {"social/2022-11-03-exchange-social-square.png"}),
        (
            "screensaver",
            {"screensaver/sharing-22-screensaver-1920x1080-01.png", "screensaver/sharing-22-screensaver-1920x1080-02.png"},
        ),
    ],
)
def test_each_product_has_its_folder_first_stock_and_first_format(order, product, wanted):
    made = set(names(order(products=(product,))))
    assert wanted <= made
    assert not any("hidden" in name for name in made)


def test_all_products_come_without_a_choice(order):
    assert {t.product for t in expand(order(products=()))} == {
        "poster",
        "programme",
        "postcard",
        "slide",
        "social",
        "screensaver",
    }
    assert names(order(products=())) == names(order(products=("all",)))


def test_a_draft_is_made_only_when_it_is_named(order):
    assert names(order(products=("poster",), items=("hidden",))) == ["poster/tba-hidden-poster-a4.pdf"]


def test_stocks_formats_and_languages_multiply(order):
    made = expand(
        order(products=("poster",), items=("exchange",), stocks=("a3", "a5"), formats=("pdf", "png"), langs=("cy", "en"))
    )
    assert [(t.stem, t.formats) for t in made] == [
        ("2022-11-03-exchange-poster-a3-cy-en", ("pdf", "png")),
        ("2022-11-03-exchange-poster-a5-cy-en", ("pdf", "png")),
    ]
    assert [t.stock for t in expand(order(products=("poster",), items=("exchange",), stocks=("all",)))] == [
        "a4",
        "a3",
        "a5",
        "a2",
    ]


def test_the_family_comes_from_the_order_the_item_its_kind_or_the_campaign(order):
    poster = {t.what: t.family for t in expand(order(products=("poster",)))}
    assert (poster["exchange"], poster["ideas"], poster["fishbowl"]) == ("ink", "photo", "leaf")
    assert {t.family for t in expand(order(products=("poster",), family="civic"))} == {"civic"}


def test_languages_are_the_campaigns_unless_ordered(order):
    assert {t.langs for t in expand(order(products=("poster",)))} == {("cy", "en")}
    assert {t.langs for t in expand(order(products=("poster",), langs=("en",)))} == {("en",)}


def test_a_stock_that_only_one_product_has_leaves_the_others_out(order):
    assert {t.product for t in expand(order(products=("all",), stocks=("a5",)))} == {"poster"}


def test_four_postcards_share_a_sheet(order):
    made = expand(order(products=("postcard",), items=("fishbowl",), stocks=("4up-a4",)))
    assert [(t.stem, t.copies_of) for t in made] == [("tba-fishbowl-postcard-4up-a4", "a6")]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"products": ("flyer",)}, "There is no product flyer; choose from poster, programme"),
        ({"stocks": ("a7",)}, "There is no stock a7; choose from"),
        ({"formats": ("gif",)}, "There is no format gif; choose from"),
        ({"formats": ("mp4",)}, "The format mp4 comes with a later version; choose png"),
        ({"items": ("nobody",)}, "The campaign has no item nobody; it has exchange, later, ideas, fishbowl, ask"),
        ({"products": ("poster",), "stocks": ("square",)}, "The product poster has no stock square; it has a4, a3, a5, a2"),
        ({"products": ("social",), "formats": ("pdf",)}, "The product social has no format pdf; it has png, jpg"),
        ({"products": ("social",), "items": ("ask",)}, "There is no social of ask"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(order, choices, sentence):
    with pytest.raises(Error) as told:
        expand(order(**choices))
    assert str(told.value).startswith(sentence)
    assert "\n" not in str(told.value)


def test_ids_that_become_one_slug_stay_two_files(order):
    twins = Campaign(title="T", id="t", events=(Event(id="a-b", title="1"), Event(id="a_b", title="2")))
    made = names(order(products=("poster",)), twins)
    assert len(set(made)) == 2


def test_titles_that_windows_forbids_never_reach_a_name(order):
    odd = Campaign(title='CON: <"What?">', id="con", events=(Event(id="aux", title='a/b\\c:*?"<>|'),))
    for name in names(order(products=("poster", "slide", "screensaver")), odd):
        _, file = name.split("/")
        assert not set(file) & set('<>:"/\\|?* ')
        assert file.split(".")[0] not in {"con", "aux", "prn", "nul"}
        assert file.isascii()


def test_a_picture_set_is_numbered_so_that_names_sort_in_its_order(order):
    many = Campaign(title="T", id="t", events=tuple(Event(id=f"e{n}", title=f"{n}") for n in range(12)))
    made = tasks.expand(order(products=("screensaver",)), many, lambda c, p: tuple(e.id for e in c.events))
    stems = [t.name for t in made]
    assert stems == sorted(stems)
    assert {t.item for t in made} == {None}


def test_of_many_items_some_are_named_and_the_rest_counted(order):
    many = Campaign(title="M", id="m", techniques=tuple(Technique(id=f"t{n}", title="T") for n in range(23)))
    with pytest.raises(Error, match=r"^The campaign has no item nobody; it has t0, t1, .*, t19 and 3 more$"):
        expand(order(items=("nobody",)), many)


def test_a_slide_of_a_series_is_named_by_the_date_it_shows(order):
    starts = datetime(2022, 11, 3, 12, 30, tzinfo=CAMPAIGN.zone)
    weekly = replace(CAMPAIGN, events=(Event(id="lunch", title="Lunch", starts=starts, repeat="FREQ=WEEKLY;COUNT=3"),))
    later = datetime(2022, 11, 12, 9, tzinfo=CAMPAIGN.zone)
    assert "slide/2022-11-17-lunch-slide-1920x1080.png" in names(order(products=("slide",), at=later), weekly)
    assert names(order(products=("poster",), at=later), weekly)[0] == "poster/2022-11-03-lunch-poster-a4.pdf"
