"""A page as readable text."""

from kiosk.page import face
from kiosk.page.dump import dump
from kiosk.page.geometry import Matrix, Point, Rect, ellipse, rectangle
from kiosk.page.ink import Linear, Radial, Stop, ink
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke
from kiosk.page.lines import Span, set_lines
from kiosk.page.stock import STOCKS


def test_every_noun_is_one_line_and_groups_indent():
    red, blue = ink("#FF0000"), ink("#0000FF")
    run = set_lines((Span("Hi", face.find("DM Serif Display"), red),), 99, 10, lang="en", leading=1).lines[0].runs[0][1]
    box = rectangle(Rect(0, 0, 10, 5.004))
    items: tuple[Item, ...] = (
        run,
        Shape(box, red, crisp=True, alpha=0.5),
        Shape(ellipse(Rect(0, 0, 4, 4)), Linear(Point(0, 0), Point(1, 0), (Stop(0, red), Stop(1, blue, 0.25)))),
        Shape(box, Radial(Point(1, 2), 3, (Stop(0, red),)), evenodd=True),
        Shape(box, stroke=Stroke(blue, 0.5, "round", "bevel", (2.4, 1.8))),
        Picture("/somewhere/a.jpg", "0123456789abcdef", Rect(0, 0, 100, 50), 20, 10),
    )
    inner = Group(((Point(-0.001, 1), items[0]),), role="h1", lang="cy", alt="A line", order=2, link="https://example.org")
    outer = Group(((Point(0, 0), inner),), clip=box, alpha=0.5, matrix=Matrix.scale(2), name="motif")
    page = Page(STOCKS["social"]["square"], (*((Point(1, 2), i) for i in items), (Point(3, 4), outer)), "en", "Tea")
    assert dump(page).splitlines() == [
        "page square 810,810 lang=en 'Tea'",
        "  1,2 text 'Hi' DM Serif Display 400 10 #FF0000 w=9.71",
        "  1,2 shape MLLLZ[0,0,10,0,10,5,0,5] fill=#FF0000 alpha=0.5 crisp",
        "  1,2 shape MCCCCZ[4,2,4,3.1,3.1,4,2,4,0.9,4,0,3.1,0,2,0,0.9,0.9,0,2,0,3.1,0,4,0.9,4,2] "
        "fill=linear(0,0 to 1,0: 0 #FF0000, 1 #0000FF/0.25)",
        "  1,2 shape MLLLZ[0,0,10,0,10,5,0,5] fill=radial(1,2 r=3: 0 #FF0000) evenodd",
        "  1,2 shape MLLLZ[0,0,10,0,10,5,0,5] stroke=#0000FF 0.5 round bevel dash=2.4,1.8",
        "  1,2 picture 0123456789ab crop=0,0,100,50 20,10",
        "  3,4 group name=motif matrix=2,0,0,2,0,0 clip=MLLLZ[0,0,10,0,10,5,0,5] alpha=0.5",
        "    0,0 group role=h1 lang=cy order=2 link=https://example.org alt='A line'",
        "      0,1 text 'Hi' DM Serif Display 400 10 #FF0000 w=9.71",
    ]
