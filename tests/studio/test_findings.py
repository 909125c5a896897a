from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event
from kiosk.studio.checks import counting
from kiosk.studio.checks.counting import gathered
from kiosk.studio.checks.preflight import Preflight
from kiosk.studio.document import edits
from kiosk.studio.look import style
from kiosk.studio.look.colours import LIGHT
from kiosk.studio.look.whole import Sentence, Wrapping, tell
from tests.compose.making import event


def found(sentence, severity="warning", product=None):
    return Finding(id="x", severity=severity, sentence=sentence, item="a", product=product)


def test_one_cause_is_told_once_with_all_its_products_and_errors_first():
    told = gathered([found("Small", product="poster"), found("Small", product="slide"), found("Gone", "error")])
    assert [(f.sentence, f.product) for f in told] == [("Gone", None), ("Small", "poster, slide")]


def test_a_sentence_without_room_takes_more_lines(qtbot):
    line = Sentence("The title reads to 2.4 m; this is read from 3 m. Shorten the title.")
    qtbot.addWidget(line)
    assert line.heightForWidth(120) >= 3 * line.fontMetrics().height()
    assert line.heightForWidth(900) < 2 * line.fontMetrics().height()


def test_lines_of_a_list_take_as_many_lines_as_they_need_and_are_told_in_full(qtbot):
    tree = QTreeWidget()
    tree.setColumnCount(2)
    Wrapping(tree)
    qtbot.addWidget(tree)
    tree.resize(300, 300)
    words = "Any probs give us a shout: nothing says that it is an event, no questions, no date or place."
    short, long, whole = (QTreeWidgetItem() for _ in range(3))
    for row, said in ((short, "Short"), (long, words), (whole, words)):
        tell(row, 0, said)
        tree.addTopLevelItem(row)
    whole.setFirstColumnSpanned(True)
    tree.show()
    line = tree.fontMetrics().lineSpacing()

    def high(row):
        return tree.visualItemRect(row).height()

    assert high(short) < 2 * line < high(whole) < high(long)
    tree.setColumnWidth(0, 280)
    qtbot.waitUntil(lambda: high(long) == high(whole))
    told = long.data(0, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert told == long.toolTip(0) == words
    assert not short.toolTip(0)


def test_findings_that_stay_keep_their_rows_and_stand_in_order(qtbot):
    panel = Preflight(LIGHT)
    qtbot.addWidget(panel)
    campaign = Campaign(id="autumn", title="Autumn")
    panel.show_findings(campaign, [found("Small"), found("Faint"), found("Pale")], busy=False)
    small, _, pale = panel.findChildren(Sentence)
    panel.show_findings(campaign, [found("Gone", "error"), found("Pale"), found("Small")], busy=False)
    lines = [panel._column.itemAt(n).widget().findChild(Sentence) for n in range(3)]
    assert [line.text() for line in lines] == ["Gone", "Pale", "Small"]
    assert lines[1:] == [pale, small]
    assert panel._column.count() == 5  # the three, how many more there are, and the room below


def test_a_long_name_beside_a_finding_is_shortened(qtbot):
    panel = Preflight(LIGHT)
    qtbot.addWidget(panel)
    campaign = Campaign(id="autumn", title="Autumn", events=(event(id="a", title=" ".join(["Interdisciplinarity"] * 14)),))
    panel.show_findings(campaign, [found("Small", product="slide")], busy=False)
    assert [w.text() for w in panel.findChildren(Sentence)] == ["Small", "Interdisciplinarity Interdisciplinarity…, slide"]


def test_a_long_title_beside_its_sentence_is_cut_short(qtbot):
    panel = Preflight(LIGHT)
    qtbot.addWidget(panel)
    campaign = Campaign(id="autumn", title="Autumn", events=(Event(id="a", title="Reading " * 20),))
    panel.show_findings(campaign, [found("Pale", product="poster")], busy=False)
    assert [w.text() for w in panel.findChildren(Sentence)] == ["Pale", "Reading Reading Reading Reading Reading…, poster"]


def test_more_findings_than_anybody_reads_are_counted(qtbot):
    panel = Preflight(LIGHT)
    qtbot.addWidget(panel)
    panel.show_findings(Campaign(id="autumn", title="Autumn"), [found(f"Nr {n}") for n in range(64)], busy=False)
    assert len(panel.findChildren(Sentence)) == 60
    assert panel._more.text().strip() == "and 4 more"
    assert not panel._more.isHidden()


def test_a_badge_that_belongs_to_nothing_yet_is_no_window(qapp):
    """Shown alone it would be one, and take the keyboard away from whoever types."""
    mark = QLabel()
    style.badge(mark, "Ready", "ok")
    assert not mark.isVisible()


def test_what_is_to_be_mended_is_counted_once_and_alike_in_list_filter_and_panel(window, settled):
    """A talk that is over is so on its poster, its postcard, its slide and its card: that is one thing to mend."""
    campaign = window.document.campaign
    over = edits.change(campaign, "exchange", starts=datetime(2022, 10, 3, 12, tzinfo=campaign.zone), ends=None)
    window.document.edit(over, "Change date")
    settled(window, checked=True)
    rows = {r.id: r for r in window.list.items.rows}
    assert rows["exchange"].badge == "Issues 1"  # it lies before the campaign's first day, which is but a note
    assert rows["exchange"].issues == 1
    total = sum(r.issues for r in rows.values()) + counting.count([f for f in window.checks.all if not f.item])
    assert window.preflight.title.text() == window.list._chip["issues"].text() == f"Issues {total}"
    told = [b.text() for b in (window.preflight.problems, window.preflight.warnings) if b.text()]
    assert sum(int(words.split()[0]) for words in told) == total
    window.list._chip["issues"].click()
    assert window.list.sieve.rowCount() == sum(r.issues > 0 for r in rows.values())
