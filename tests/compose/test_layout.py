import pytest

from kiosk.page.stock import STOCKS
from tests.compose.making import compose, groups, in_u, runs, text_of, u

A4 = STOCKS["poster"]["a4"]
W, H = A4.width / A4.u, A4.height / A4.u


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("box='7,34.5,84,43'", (7, 34.5, 84, 43)),
        ("box='r7,b7,28,20'", (W - 35, H - 27, 28, 20)),
        ("box='7,10,r7,b20'", (7, 10, W - 14, H - 30)),
        ("at='5,6' width='10' height='4'", (5, 6, 10, 4)),
        ("start='1' end='2' top='3' bottom='4'", (1, 3, W - 3, H - 7)),
        ("box='10%,50%,50%,10mm'", (10, H / 2, 50, 10 / 2.1)),
    ],
)
def test_a_box_stands_where_its_attributes_say(place: str, wanted: tuple[float, ...]) -> None:
    done = compose(f"<box name='it' fill='red' {place}/>")
    assert in_u(done.boxes["it"]) == pytest.approx(wanted, abs=0.02)


def test_a_column_stacks_with_gaps_and_shares_what_is_left() -> None:
    done = compose(
        "<column box='10,10,50,60' gap='2'><box name='a' height='5'/><box name='b' grow='1'/>"
        "<box name='c' height='6' before='4'/></column>"
    )
    assert in_u(done.boxes["a"]) == (10, 10, 50, 5)
    assert in_u(done.boxes["b"]) == (10, 17, 50, 43)
    assert in_u(done.boxes["c"]) == (10, 64, 50, 6)


def test_a_column_can_stand_at_the_foot_or_in_the_middle_of_its_box() -> None:
    for valign, y in (("top", 10), ("middle", 35), ("bottom", 60)):
        done = compose(f"<column box='10,10,50,60' valign='{valign}'><box name='a' height='10'/></column>")
        assert in_u(done.boxes["a"])[1] == y


def test_a_row_gives_fixed_widths_then_words_then_what_is_left() -> None:
    done = compose(
        "<row box='10,10,60,8' gap='1'><box name='a' width='9' height='2'/><text name='b' size='4'>Hug</text>"
        "<box name='c' grow='1' height='2'/></row>"
    )
    a, b, c = (in_u(done.boxes[k]) for k in "abc")
    assert a[:3] == (10, 10, 9)
    assert b[0] == 20
    assert 6 < b[2] < 9
    assert c[0] == pytest.approx(b[0] + b[2] + 1, abs=0.02)
    assert c[0] + c[2] == pytest.approx(70, abs=0.02)


def test_texts_of_two_sizes_share_a_baseline() -> None:
    done = compose("<row box='10,10,60,12' valign='baseline'><text size='8'>Big</text><text size='3'>small</text></row>")
    (big, _), (small, _) = runs(done.page)
    assert big.y == pytest.approx(small.y)


def test_a_grid_places_cells_row_by_row() -> None:
    cells = "".join(f"<box name='c{i}' height='5'/>" for i in range(5))
    done = compose(f"<grid box='0,0,100,40' columns='2' gap='4' row-gap='3'>{cells}</grid>")
    assert [in_u(done.boxes[f"c{i}"])[:2] for i in range(5)] == [(0, 0), (52, 0), (0, 8), (52, 8), (0, 16)]
    done = compose(f"<grid box='0,0,100,40' columns='15,*' gap='5'>{cells}</grid>")
    assert [in_u(done.boxes[f"c{i}"])[2] for i in range(2)] == [15, 80]


def test_a_pill_hugs_its_words_and_is_painted_behind_them() -> None:
    done = compose(
        "<column box='10,10,50,20'><box name='pill' width='hug' pad='1,2' fill='red'><text size='4'>Word</text></box></column>"
    )
    ((place, run),) = runs(done.page)
    pill = done.boxes["pill"]
    assert pill.w == pytest.approx(run.width + 4 * u(), abs=0.1)
    assert pill.x + 2 * u() == pytest.approx(place.x)
    kinds = [type(item).__name__ for _, item in done.page.items]
    assert kinds == ["Group", "Group"]
    assert done.page.items[0][1].role == "artifact"


def test_lines_follow_the_leading_and_the_first_baseline_lies_as_in_a_line_box() -> None:
    done = compose("<text box='10,20,60,*' role='title' size='10'>One<br/>Two</text>")
    (first, run), (second, _) = runs(done.page)
    assert second.y - first.y == pytest.approx(10 * u(), abs=0.01)
    # DM Serif Display: ascent 1.036, descent 0.335 em; a leading of 1.0 puts the baseline at 0.85 em.
    assert (first.y / u() - 20) / 10 == pytest.approx(0.85, abs=0.01)
    assert run.size == pytest.approx(10 * u())


def test_text_is_placed_at_start_middle_and_end() -> None:
    x = {}
    for align in ("start", "center", "end"):
        ((place, run),) = runs(compose(f"<text box='10,20,60,*' size='5' align='{align}'>Word</text>").page)
        x[align] = (place.x / u(), run.width / u())
    assert x["start"][0] == pytest.approx(10)
    assert x["center"][0] + x["center"][1] / 2 == pytest.approx(40, abs=0.01)
    assert x["end"][0] + x["end"][1] == pytest.approx(70, abs=0.01)


def test_spans_and_texts_whose_fields_are_empty_vanish() -> None:
    done = compose(
        "<text>{event.speakers}</text><text>Time: <span>{event.cost}.</span> {when.time}</text><text>{item.text} and</text>"
    )
    assert text_of(done.page) == "Time: 12.30 to 1.30\u00a0pm"


def test_join_separates_only_what_is_there() -> None:
    parts = "<span>{when.time}</span><span>{event.cost}</span><span>{place.short}</span>"
    done = compose(f"<text><join sep=', '>{parts}</join></text>")
    assert "".join(r.text for _, r in runs(done.page)) == "12.30 to 1.30\u00a0pm, Learning Hub, Level\u00a02".replace(
        "Learning\u00a0", "Learning "
    )


def test_white_space_runs_together_over_spans() -> None:
    done = compose("<text>  one \n <b> two </b>  <i/> three </text>")
    assert "".join(r.text for _, r in runs(done.page)) == "one two three"


def test_a_repeated_box_has_one_copy_a_row() -> None:
    rows = "<for each='event.questions' as='q' limit='2'><text>{q.n} {q.text}</text></for>"
    done = compose(f"<column box='5,5,80,100'>{rows}</column>", **_questions("First?", "Second?", "Third?"))
    assert text_of(done.page) == "1 First? 2 Second?"


def test_the_first_rows_can_be_left_out() -> None:
    asked = _questions("First?", "Second?", "Third?", "Fourth?")
    rows = "<for each='event.questions' as='q' skip='1' limit='2'><text>{q.n} {q.text}</text><text if='q.last'>end</text></for>"
    done = compose(f"<column box='5,5,80,100'>{rows}</column>", **asked)
    assert text_of(done.page) == "2 Second? 3 Third? end"
    none = "<text>none</text><for each='event.questions' as='q' skip='4'><text>{q.text}</text></for>"
    assert text_of(compose(f"<column box='5,5,80,100'>{none}</column>", **asked).page) == "none"


def _questions(*questions: str) -> dict[str, object]:
    from tests.compose.making import campaign, event

    return {"campaign": campaign(event(questions=questions))}


def test_a_strike_line_lies_over_every_line_and_is_no_content() -> None:
    from kiosk.page.items import Group, Shape
    from tests.compose.making import campaign, event, placed

    text = "<text role='title' size='8' box='5,5,80,*' strike='red' strike-if='state.cancelled'>One<br/>Two</text>"
    struck = compose(text, campaign=campaign(event(status="cancelled")))
    lines = [g for _, g in placed(struck.page) if isinstance(g, Group) and g.role == "artifact"]
    assert len(lines) == 2
    assert all(isinstance(g.items[0][1], Shape) for g in lines)
    assert not [g for _, g in placed(compose(text).page) if isinstance(g, Group) and g.role == "artifact"]


def test_a_ground_is_drawn_into_the_bleed() -> None:
    from kiosk.page.items import Shape
    from tests.compose.making import placed

    done = compose("<page ground='red'><box box='0,100,r0,b0' fill='ink' bleed='yes'/></page>")
    ground, foot = (item.path.bounds() for _, item in placed(done.page) if isinstance(item, Shape))
    assert ground == A4.trim.inset(-A4.bleed)
    assert (foot.x, foot.right, foot.bottom) == pytest.approx((-A4.bleed, A4.width + A4.bleed, A4.height + A4.bleed))
    assert foot.y == pytest.approx(100 * u())


def test_reading_order_follows_the_template_or_its_order() -> None:
    done = compose("<text name='a' order='9'>Last</text><text at='0,20'>First</text>")
    assert [g.order for _, g in done.page.items] == [9, 2]
    assert groups(done.page, "nothing") == []


def test_space_between_words_can_be_widened() -> None:
    plain, wide = (
        runs(compose(f"<text size='10' box='7,30,86,*' {more}>A b c</text>").page)[0][1].width for more in ("", "word-space='.1'")
    )
    assert wide - plain == pytest.approx(2 * 0.1 * 10 * u(), abs=0.01)
