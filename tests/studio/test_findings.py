from kiosk.campaign.finding import Finding
from kiosk.studio.preflight import OneLine, gathered


def found(sentence, severity="warning", product=None):
    return Finding(id="x", severity=severity, sentence=sentence, item="a", product=product)


def test_one_cause_is_told_once_with_all_its_products_and_errors_first():
    told = gathered([found("Small", product="poster"), found("Small", product="slide"), found("Gone", "error")])
    assert [(f.sentence, f.product) for f in told] == [("Gone", None), ("Small", "poster, slide")]


def test_a_line_without_room_is_whole_in_its_tip(qtbot):
    line = OneLine("The title reads to 2.4 m; this is read from 3 m. Shorten the title.")
    qtbot.addWidget(line)
    line.resize(120, 30)
    line.show()
    assert line.grab().width() == 120 * line.devicePixelRatioF()
    assert line.toolTip() == line.text()
