"""One announcement in sixteen shapes: whatever people set it in, the same six events come out, and no date."""

import io

import pytest
from docx import Document

from tests.store.imports.helpers import harvest

HEAD = "KNOWvember22 is here"
INTRO = (
    'This November we share what we know. The theme for KNOWvember22 is "Sharing Knowledge - Breaking Down the Barriers". '
    "Use #KNOWvember22 (not #KNOWvmber22)."
)
WAYS = ["Come to an event", "Post a picture", "Write a blog post about what you have learned"]
EVENTS = [
    (
        "Knowledge exchange",
        "Join Judith Dando MBE to talk about the Phillips Ives Review and its call for evidence from nurses and midwives.",
        ["How do we reach people who are never asked?", "What would you tell the review?"],
    ),
    (
        "Knowledge cafe with the NIHR",
        "Small tables and plain English summaries, with the NIHR.",
        ["When did one change what you did?"],
    ),
    (
        "Learning Health Systems",
        "How care learns from its data, with Dr Tom Foley.",
        ["Which data never comes back?", "Who should see it?"],
    ),
    ("After Action Reviews", "Sharing the learning without blame.", ["What happens to the notes?"]),
    ("Peer Assist on End Point Assessment", "Apprentices help apprentices.", ["What do you wish you had known?"]),
    ("Knowledge cafe with CILIP", "Careers in knowledge work, with CILIP.", ["Which turn was nobody's plan?"]),
]
SPEAKERS = [["Judith Dando"], ["NIHR"], ["Dr Tom Foley"], [], [], ["CILIP"]]


def bullets(lines, mark="- "):
    return "".join(f"{mark}{line}\n" for line in lines)


def text(start, each):
    return start + "".join(each(*e) for e in EVENTS)


def html(start, each, end=""):
    return f"<html><body>{start}{''.join(each(*e) for e in EVENTS)}{end}</body></html>"


def items(lines, form="<li>{}</li>"):
    return "".join(form.format(line) for line in lines)


OPENING = f"{HEAD}\n\n{INTRO}\n\n"
MARKDOWN = f"# {HEAD}\n\n{INTRO}\n\n## Ways to take part\n\n{bullets(WAYS)}\n"
PAGE = f"<h1>{HEAD}</h1><p>{INTRO}</p><h2>Ways to take part</h2><ul>{items(WAYS)}</ul>"
BOLD = f"# {HEAD}\n\n{INTRO}\n\n**Ways to take part**\n\n{bullets(WAYS)}\n"
DIVS = f"<div>{HEAD}</div><div>{INTRO}</div><div><b>Ways to take part</b></div><ul>{items(WAYS, '<li><p>{}</p></li>')}</ul>"


def lists(t, b, q):
    return f"{t}. {b}\n\n{bullets(q)}\n"


SHAPES = {
    "lists.txt": text(f"{OPENING}Ways to take part:\n{bullets(WAYS, '* ')}\n", lists),
    "inline.txt": text(f"{OPENING}How to take part\n\n{bullets(WAYS)}\n", lambda t, b, q: f"{t}. {b} {' '.join(q)}\n\n"),
    "lines.txt": text(
        f"{HEAD}\n{'=' * len(HEAD)}\n\n{INTRO}\n\nGet involved:\n\n{bullets(WAYS, '• ')}\n",
        lambda t, b, q: f"{t}. {b}\n" + "\n".join(q) + "\n\n",
    ),
    "titles.txt": text(
        f"{OPENING}Ways to take part\n{bullets(WAYS)}\nEvents\n\n",
        lambda t, b, q: f"{t}\n{b}\nQuestions for discussion:\n{bullets(q)}\n",
    ),
    "paragraphs.md": text(MARKDOWN + "## Events\n\n", lists),
    "headings.md": text(
        MARKDOWN + "## Our events\n\n", lambda t, b, q: f"### {t}\n\n{b}\n\n**Discussion questions**\n\n{bullets(q, '1. ')}\n"
    ),
    "nested.md": text(MARKDOWN + "## Events\n\n", lambda t, b, q: f"- **{t}**: {b}\n{bullets(q, '    - ')}\n"),
    "bold.md": text(BOLD, lambda t, b, q: f"**{t}**\n\n{b}\n\n{bullets(q)}\n"),
    "strong.html": html(PAGE, lambda t, b, q: f"<p><strong>{t}.</strong> {b}</p><ul>{items(q)}</ul>"),
    "plain.html": html(PAGE + "<h2>What is on</h2>", lambda t, b, q: f"<p>{t}. {b}</p><p>{'<br>'.join(q)}</p>"),
    "divs.html": html(DIVS, lambda t, b, q: f"<div><h3>{t}</h3><div>{b}</div><ol>{items(q)}</ol></div>"),
    "nested.html": html(
        PAGE + "<h2>Events</h2><ol>", lambda t, b, q: f"<li><p><b>{t}</b>. {b}</p><ul>{items(q)}</ul></li>", "</ol>"
    ),
}


def word(style):
    document = Document()
    document.add_paragraph(HEAD, style="Title")
    document.add_paragraph(INTRO)
    document.add_heading("Ways to take part", 2)
    for way in WAYS:
        document.add_paragraph(way, style="List Bullet")
    if style == "section":
        document.add_heading("Events", 2)
    for title, body, questions in EVENTS:
        if style == "heading":
            document.add_heading(title, 2)
            document.add_paragraph(body)
        elif style == "bold line":
            document.add_paragraph().add_run(title).bold = True
            document.add_paragraph(body)
        else:
            document.add_paragraph(f"{title}. {body}")
        for question in questions:
            document.add_paragraph(question, style="List Number" if style == "heading" else "List Paragraph")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def check(data, name):
    reaped = harvest("announcement", data, name)
    told = reaped.campaign
    assert (told["title"], told["theme"], told["hashtag"]) == (
        "KNOWvember22",
        "Sharing Knowledge - Breaking Down the Barriers",
        "#KNOWvember22",
    )
    assert told["ways"] == tuple(WAYS)
    assert [(i.title, list(i.questions)) for i in reaped.items] == [(title, questions) for title, _, questions in EVENTS]
    assert all(i.summary == body for i, (_, body, _) in zip(reaped.items, EVENTS, strict=True))
    assert [[s.name for s in i.speakers] for i in reaped.items] == SPEAKERS
    assert all(i.starts is None for i in reaped.items)
    assert reaped.dropped == ()
    assert any("#KNOWvmber22" in n for n in reaped.notices)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_text(name):
    check(SHAPES[name], name)


@pytest.mark.parametrize("style", ["heading", "bold line", "paragraph", "section"])
def test_shapes_of_word(style):
    check(word(style), "news.docx")
