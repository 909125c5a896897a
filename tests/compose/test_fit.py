from typing import Any

import pytest

from kiosk.compose.setting import solving
from kiosk.page.stock import STOCKS
from tests.compose.making import campaign, compose, event, ids, in_u, runs, size_of, text_of, u

LONG = "How sharing knowledge between nurses, midwives and library staff breaks down old barriers"


def titled(title: str, **fields: object) -> dict[str, object]:
    return {"campaign": campaign(event(title=title, **fields))}


TITLE = "<text role='title' fit='7.2-13.6' height='31' box='7,34.5,84,43'>{item.title}</text>"


def test_a_short_title_is_set_at_the_largest_size() -> None:
    assert size_of(compose(TITLE, **titled("Thanks")), "Thanks") == 13.6


def test_a_long_title_steps_down_by_tenths_until_it_fits() -> None:
    done = compose(TITLE, **titled(LONG))
    size = size_of(done, "How")
    assert 7.2 <= size < 10
    assert size * 10 == pytest.approx(round(size * 10))
    rows = {round(p.y, 2) for p, _ in runs(done.page)}
    assert len(rows) * size * u() <= 31 * u() + 0.1
    assert (len(rows)) * (size + 0.3) > 31 or len(rows) > 3  # no much larger size would have fitted
    assert "does-not-fit" not in ids(done)


def test_a_word_wider_than_the_box_makes_the_text_smaller() -> None:
    done = compose("<text role='title' fit='5-20' box='7,30,40,40'>{item.title}</text>", **titled("Interdisciplinary"))
    ((_, run),) = runs(done.page)
    assert run.width <= 40 * u() + 0.01
    assert run.width > 38 * u()


def test_texts_of_one_group_keep_their_proportion() -> None:
    def text(words: str, y: int) -> str:
        return f"<text fit='4-8' fit-group='g' box='7,{y},30,18'>{words}</text>"

    done = compose(text("Short", 10) + text("A rather longer text that needs two lines", 30))
    a, b = (run.size for _, run in runs(done.page)[:2])
    assert a == b
    assert 4 * u() <= a < 8 * u()


def test_a_full_column_shrinks_all_its_fitting_texts_together() -> None:
    texts = "".join(f"<text fit='3-9' lines='1'>Line {i}</text>" for i in range(4))
    done = compose(f"<column box='7,10,80,24'>{texts}</column>")
    sizes = {round(r.size / u(), 2) for _, r in runs(done.page)}
    assert len(sizes) == 1
    assert 4 < sizes.pop() <= 24 / 4 / 1.25
    assert not ids(done)


def test_boxes_are_dropped_in_their_order_only_as_far_as_needed() -> None:
    column = (
        "<column box='7,10,80,20'><text fit='8-9' name='title'>Keep</text><text size='5' drop='2' name='second'>Second</text>"
        "<text size='5' drop='1' name='first'>First</text></column>"
    )
    done = compose(column)
    assert text_of(done.page) == "Keep Second"
    assert [f.sentence for f in done.findings if f.id == "dropped-to-fit"] == [
        "The first is left out, because the words do not all fit."
    ]
    roomy = compose(column.replace("80,20", "80,40"))
    assert text_of(roomy.page) == "Keep Second First"
    assert not ids(roomy)


def test_what_stands_elsewhere_is_not_dropped() -> None:
    crowded = "<text fit='8-9' box='7,10,80,5'>Too high</text>"
    done = compose(crowded + "<text size='3' drop='1' box='7,50,80,10'>Elsewhere</text>")
    assert "Elsewhere" in text_of(done.page)


def test_a_part_of_a_line_can_be_dropped() -> None:
    tail = "<span drop='1' name='place'>, four five six seven</span>"
    line = f"<text size='5' lines='1' box='7,10,60,8'><span>One two three</span>{tail}</text>"
    done = compose(line)
    assert text_of(done.page) == "One two three"
    assert "The place is left out" in done.findings[0].sentence


def test_the_long_variant_is_taken_when_nothing_else_helps() -> None:
    page = (
        "<variant when='normal'><text role='title' fit='9-13' box='7,10,84,20'>{item.title}</text></variant>"
        "<variant when='long'><text role='title' fit='6-9' box='7,10,84,60'>{item.title}</text></variant>"
    )
    assert in_u(compose(page, **titled("Thanks")).boxes["title"])[3] == 13
    done = compose(page, **titled(LONG))
    assert size_of(done, "How") == 9
    assert "does-not-fit" not in ids(done)


def test_a_title_that_cannot_fit_is_an_error_and_yet_nothing_is_cut_off() -> None:
    done = compose(TITLE, **titled(" ".join(["Knowledge"] * 80)))
    finding = next(f for f in done.findings if f.id == "does-not-fit")
    assert finding.severity == "error"
    assert finding.cure == "Shorten the title."
    box = done.boxes["title"]
    assert text_of(done.page).split() == ["Knowledge"] * 80
    for place, run in runs(done.page):
        assert place.x + run.width <= box.right + 0.1
        assert 34.5 * u() <= place.y <= 77.5 * u()


def test_one_endless_word_is_broken_before_it_grows_too_small() -> None:
    done = compose(TITLE, **titled("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"))
    assert ids(done)[:1] == ["does-not-fit"]
    assert min(run.size for _, run in runs(done.page)) >= 7.2 * u()
    assert text_of(done.page).replace("\u200b", "").replace(" ", "").startswith("Llanfairpwll")


def test_text_of_one_size_gives_way_to_the_smallest_of_the_product_but_not_below() -> None:
    done = compose("<text size='2.3' box='7,10,30,*' lines='1'>{item.title}</text>", **titled("Knowledge exchange for all staff"))
    assert 2.0 <= size_of(done, "Knowledge") < 2.3
    done = compose("<text size='2.3' box='7,10,12,*' lines='1'>{item.title}</text>", **titled("Knowledge exchange for all staff"))
    assert "does-not-fit" in ids(done)


def test_an_open_box_may_not_reach_beyond_the_safe_edge() -> None:
    low = "<text size='4' at='7,130' name='low'>{item.title}</text>"
    done = compose(low, **titled(" ".join(["Knowledge"] * 40)))
    assert "does-not-fit" in ids(done)
    stock = STOCKS["poster"]["a4"]
    assert max(p.y for p, _ in runs(done.page)) < stock.safe_area.bottom


def test_the_same_brief_gives_the_same_page() -> None:
    assert compose(TITLE, **titled(LONG)).page == compose(TITLE, **titled(LONG)).page


def test_a_link_is_rather_set_smaller_than_cut() -> None:
    def lines(width: int, link: str = "https://example.org/k/exchange") -> list[str]:
        done = compose(f"<text fit='3-5' box='7,10,{width},30'>{{link.short}}</text>", **titled("Thanks", booking=link))
        return [run.text for _, run in runs(done.page)]

    assert lines(60) == ["example.org/k/exchange"]
    assert lines(42) == ["example.org/k/exchange"]  # at 5u it would be 57u long
    assert lines(28) == ["example.org", "/k/exchange"]  # no size in range holds it
    other = compose("<text fit='3-5' box='7,10,28,30'>Words without an address</text>")
    assert size_of(other, "Words") == 5


def test_sizes_found_before_are_found_again_and_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    body = TITLE + "<text fit='3-5' lines='2' box='7,100,60,12'>{campaign.theme}, always the same words</text>"
    searched: list[int] = []
    halve = solving.Layout.__init__

    def counted(self: solving.Layout, *given: Any) -> None:
        searched.append(1)
        halve(self, *given)

    def made(title: str) -> tuple[Any, int]:
        searched.clear()
        page = compose(body, **titled(title)).page
        return page, len(searched)

    solving.found.clear()
    monkeypatch.setattr(solving.Layout, "__init__", counted)
    first, much = made(LONG)
    again, little = made(LONG)
    assert again == first
    assert little < much / 3
    longer, _ = made(LONG + " everywhere")
    solving.found.clear()
    assert made(LONG + " everywhere")[0] == longer
