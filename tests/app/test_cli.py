import io
import itertools
import json
import shlex
import subprocess
import sys

import pytest

import kiosk.export.job as job
from kiosk import __version__
from kiosk.app import arguments
from kiosk.app.commands import telling
from kiosk.campaign.finding import Finding
from kiosk.export.order import PRODUCTS
from kiosk.store import templates
from tests.tooling.checkout import ROOT


@pytest.mark.parametrize("words", [(), ("--help",)])
def test_without_a_command_and_a_screen_the_help_comes(kiosk, words, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    code, out, err = kiosk(*words)
    assert (code, err) == (0, "")
    for command in ("new", "import", "check", "export", "play", "plan", "demo"):
        assert f"\n    {command} " in out


def test_the_studio_without_a_screen_is_one_sentence(kiosk, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    code, out, err = kiosk("studio", "somewhere")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "there is no screen for the desk" in err


def test_the_studio_says_which_folder_is_no_campaign(kiosk, tmp_path):
    code, out, err = kiosk("studio", tmp_path / "nowhere")
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert f"{tmp_path / 'nowhere'} does not exist" in err


@pytest.mark.parametrize("command", ["new", "import", "check", "export", "play", "plan", "demo"])
def test_each_command_explains_itself(kiosk, command):
    code, out, _ = kiosk(command, "--help")
    assert code == 0
    assert out.startswith(f"usage: kiosk {command}")


@pytest.mark.parametrize("command", arguments.commands())
def test_each_command_has_an_example_that_it_understands(kiosk, command):
    _, out, _ = kiosk(command, "--help")
    words = shlex.split(" ".join(out.split()).partition("For example: kiosk ")[2])
    assert arguments.parser("", command).parse_args(words).command == command


def test_help_names_every_product_and_family_there_is(kiosk):
    out = " ".join(kiosk("export", "--help")[1].split())
    assert f"what to make: {', '.join(PRODUCTS)};" in out
    assert set(arguments.FAMILIES.split(", ")) == set(templates.names(None))


def test_the_version_is_told(kiosk):
    assert kiosk("--version")[:2] == (0, f"kiosk {__version__}\n")


@pytest.mark.parametrize("command", arguments.LATER)
def test_what_is_not_built_yet_says_so(kiosk, command):
    code, out, err = kiosk(command, "some", "--thing")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "comes with a later version" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("frobnicate",), "There is no command 'frobnicate'; choose from new, import, "),
        (("exprot", "x"), "There is no command 'exprot'; did you mean export?"),
        (("export", "x", "-o", "y", "--frob"), "unrecognized arguments: --frob; see kiosk export --help"),
        (("export", "x"), "the following arguments are required: -o/--out; see kiosk export --help"),
        (("export", "x", "-o", "y", "--jobs", "0"), "--jobs: '0' is not a whole number from 1 up"),
        (("export", "x", "-o", "y", "--jobs", "many"), "--jobs: 'many' is not a whole number"),
        (("export", "x", "-o", "y", "--at", "soon"), "'soon' is no moment; write it like 2022-11-09T10:00"),
        (("export", "x", "-o", "y", "--lang", "c"), "'c' is no language; write en, cy, or cy+en"),
        (("export", "x", "-o", "y", "--profile", "x.icc"), "write --press as well, or leave out --profile"),
        (("export", "x", "-o", "y", "--bleed", "wide"), "'wide' is no bleed; write it in millimetres, such as 3mm"),
        (("export", "x", "-o", "y", "--bleed", "-1"), "'-1' is no bleed"),
        (("play", "x", "--speed", "-1"), "'-1' is not a number above 0"),
        (("play", "x", "--for", "nan"), "'nan' is not a number above 0"),
        (("import", "x"), "required: --into"),
    ],
)
def test_wrong_use_is_one_sentence_and_2(kiosk, words, sentence):
    code, out, err = kiosk(*words)
    assert (code, out) == (2, "")
    assert err.startswith("kiosk: ")
    assert err.count("\n") == 1
    assert sentence.lower() in err.lower()


@pytest.mark.parametrize(
    "command", [("check",), ("export", "-o", "out"), ("plan", "--from", "2022-11-01", "--to", "2022-11-02"), ("play",)]
)
def test_a_campaign_that_is_not_there_is_one_sentence_and_3(kiosk, tmp_path, command):
    code, out, err = kiosk(command[0], tmp_path / "nowhere", *command[1:])
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert "nowhere" in err


def test_an_unforeseen_fault_is_a_sentence_and_a_log(kiosk, campaign, monkeypatch, tmp_path):
    def burst(_):
        raise RuntimeError("a pipe\nburst")

    monkeypatch.setattr(job, "check", burst)
    code, _, err = kiosk("check", campaign)
    assert code == 1
    log = tmp_path / "logs" / "kiosk.log"
    assert err == f"kiosk: Something unexpected happened (RuntimeError: a pipe burst); the details are in {log}\n"
    assert "Traceback (most recent call last)" in log.read_text()
    with pytest.raises(RuntimeError):
        kiosk("--debug", "check", campaign)
    with pytest.raises(RuntimeError):
        kiosk("check", campaign, "--debug")


def test_the_log_has_a_cap(kiosk, campaign, monkeypatch, tmp_path):
    monkeypatch.setattr("kiosk.app.log.LARGEST", 1000)
    monkeypatch.setattr(job, "check", lambda _: 1 / 0)
    for _ in range(6):
        kiosk("check", campaign)
    assert sorted(p.name for p in (tmp_path / "logs").iterdir()) == ["kiosk.log", "kiosk.old.log"]
    assert sum(p.stat().st_size for p in (tmp_path / "logs").iterdir()) < 8000


def test_a_log_folder_that_cannot_be_written_stops_nothing(kiosk, campaign, monkeypatch, tmp_path):
    (tmp_path / "logs").write_text("a file in the way")
    monkeypatch.setattr(job, "check", lambda _: 1 / 0)
    code, _, err = kiosk("check", campaign)
    assert code == 1
    assert err.count("\n") == 1


def test_ctrl_c_is_no_traceback(kiosk, campaign, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(job, "check", interrupt)
    assert kiosk("check", campaign) == (130, "", "kiosk: Cancelled.\n")


def test_help_imports_no_command():
    loaded = "sorted(m for m in sys.modules if m.startswith('kiosk'))"
    program = f"import sys; from kiosk.app import main; main(['--help']); print(*{loaded})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "kiosk kiosk.app kiosk.app.answer kiosk.app.arguments kiosk.app.cli"


def test_both_ways_to_start_give_the_exit_code_back():
    for way in (["main.py"], ["-m", "kiosk"]):
        done = subprocess.run([sys.executable, *way, "publish"], capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 2
        assert done.stderr.startswith("kiosk: ")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_leaves_is_no_fault(campaign):
    words = [sys.executable, "main.py", "plan", str(campaign), "--from", "2022-11-01", "--to", "2022-11-30", "--json"]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() == 0


def test_check_groups_findings_and_fails_on_errors(kiosk, campaign, composer):
    code, out, err = kiosk("check", campaign, "--at", "2022-11-01T09:00", "--json")
    told = json.loads(out)
    assert list(told) == ["errors", "warnings", "infos"]
    assert (code, err, told["errors"]) == (0, "", [])
    composer["exchange"] = lambda brief: 1 / 0
    code, out, _ = kiosk("check", campaign, "--at", "2022-11-01T09:00", "--json")
    told = json.loads(out)
    assert code == 1
    assert {"id", "severity", "item", "product", "sentence", "cure", "fix"} == set(told["errors"][0])
    code, out, _ = kiosk("check", campaign)
    assert code == 1
    assert out.splitlines()[0].startswith("error: ")


def test_strict_fails_on_warnings(kiosk, campaign, composer):
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text("surprise = 1\n" + text)
    assert kiosk("check", campaign, "--at", "2022-11-01T09:00")[0] == 0
    code, out, _ = kiosk("check", campaign, "--at", "2022-11-01T09:00", "--strict")
    assert code == 1
    assert "surprise" in out


def test_plan_tells_screens_stretches_and_slides(kiosk, campaign):
    with (campaign / "campaign.toml").open("a") as out:
        out.write('\n[[screen]]\nname = "foyer"\n[[screen]]\nname = "cafe"\nshows = {kinds = ["technique"]}\n')
    span = ("--from", "2022-11-03T08:00", "--to", "2022-11-04T08:00")
    code, out, err = kiosk("plan", campaign, *span, "--json")
    rows = json.loads(out)
    assert (code, err) == (0, "")
    assert {row["screen"] for row in rows} == {"foyer", "cafe"}
    foyer = [row for row in rows if row["screen"] == "foyer"]
    assert (foyer[0]["from"], foyer[-1]["to"]) == ("2022-11-03T08:00:00+00:00", "2022-11-04T08:00:00+00:00")
    for before, after in itertools.pairwise(foyer):
        assert before["to"] == after["from"]
        assert before["slides"] != after["slides"]
    assert "exchange" in foyer[0]["slides"]
    assert "exchange" not in foyer[-1]["slides"]
    assert all("exchange" not in row["slides"] for row in rows if row["screen"] == "cafe")
    assert {row["screen"] for row in json.loads(kiosk("plan", campaign, *span, "--json", "--screen", "cafe")[1])} == {"cafe"}
    lines = kiosk("plan", campaign, *span)[1].splitlines()
    assert lines[0] == "foyer, from Thursday 3 November 08:00 to Friday 4 November 08:00"
    assert lines[1].startswith("  Thu 3 Nov   08:00  ")
    assert '"Knowledge exchange"' in " ".join(lines)
    assert "exchange," not in " ".join(lines), "people read titles"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--from", "2022-11-04", "--to", "2022-11-03"), "--to lies before --from"),
        (("--from", "1922-11-04", "--to", "2022-11-03"), "A plan covers at most"),
        (("--from", "2022-11-01", "--to", "2022-11-03", "--screen", "attic"), "The campaign has no screen 'attic'; it has: none"),
    ],
)
def test_plan_refuses_what_makes_no_sense(kiosk, campaign, words, sentence):
    code, _, err = kiosk("plan", campaign, *words)
    assert code == 2
    assert err.startswith(f"kiosk: {sentence}")


def test_plan_names_gaps_and_clashes_in_words_and_in_json(kiosk, campaign):
    text = (campaign / "campaign.toml").read_text()
    again = '[[event]]\nid = "again"\ntitle = "Knowledge exchange"\nstarts = 2022-11-03T13:00:00\nends = 2022-11-03T14:00:00\n'
    screens = '[[screen]]\nname = "foyer"\ndim = 0\nshows = { kinds = ["event"] }\n[hours]\nthu = "08:00-20:00"\n'
    (campaign / "campaign.toml").write_text(f"{text}\n{again}\n{screens}".replace("starts = 2022-11-01\nends", "ends"))
    span = ("--from", "2022-11-03T00:00", "--to", "2022-11-04T00:00")
    code, out, _ = kiosk("plan", campaign, *span)
    assert code == 0
    assert out.splitlines()[1] == "  Thu 3 Nov   00:00  dark"
    said = " ".join(out.split())
    assert 'Clash: 2 slides for one event, "Knowledge exchange", on Thursday 3 November 00:00 to 13:30.' in said
    rows = json.loads(kiosk("plan", campaign, *span, "--json")[1])
    assert [row["light"] for row in rows][:: len(rows) - 1] == ["dark", "dark"]
    assert any("2 slides for one event" in sentence for row in rows for sentence in row["clashes"])
    assert all(row["round"] > 0 and isinstance(row["gaps"], list) for row in rows)


def test_plan_draws_itself(kiosk, campaign, tmp_path):
    span = ("--from", "2022-11-01", "--to", "2022-12-01")
    drawing = tmp_path / "new" / "november.svg"
    assert kiosk("plan", campaign, *span, "-o", drawing) == (0, f"Drawn into {drawing}.\n", "")
    first = drawing.read_bytes()
    assert b"<title>What the screens of Sharing show from Tuesday 1 November 00:00" in first
    kiosk("plan", campaign, *span, "-o", drawing)
    assert drawing.read_bytes() == first
    assert kiosk("plan", campaign, *span, "-o", tmp_path / "a.png")[::2] == (
        2, f"kiosk: {tmp_path / 'a.png'} is no SVG file; give a name that ends in .svg\n",
    )  # fmt: skip
    assert kiosk("plan", campaign, *span, "-o", drawing, "--json")[0] == 2


def test_plan_crosses_the_change_to_winter_time(kiosk, campaign):
    _, out, _ = kiosk("plan", campaign, "--from", "2022-10-30T00:00", "--to", "2022-10-30T12:00", "--json")
    rows = json.loads(out)
    assert (rows[0]["from"], rows[-1]["to"]) == ("2022-10-30T00:00:00+01:00", "2022-10-30T12:00:00+00:00")
    assert rows


@pytest.mark.parametrize("name", ["attic", "HDMI-2"])
def test_play_refuses_a_screen_the_campaign_does_not_have(kiosk, campaign, name):
    with (campaign / "campaign.toml").open("a") as out:
        out.write('\n[[screen]]\nname = "foyer"\nconnector = "HDMI-1"\n[[screen]]\nname = "cafe"\n')
    code, out, err = kiosk("play", campaign, "--screen", name)
    assert (code, out, err) == (2, "", f"kiosk: The campaign has no screen {name!r}; it has: foyer, cafe\n")


@pytest.mark.parametrize("name", ["foyer", "HDMI-1"])
def test_play_takes_a_screen_by_its_name_or_its_connector(kiosk, campaign, monkeypatch, name):
    played = []
    monkeypatch.setattr("kiosk.player.wall.player.play", lambda folder, **wishes: played.append(wishes["screen"]) or 0)
    with (campaign / "campaign.toml").open("a") as out:
        out.write('\n[[screen]]\nname = "foyer"\nconnector = "HDMI-1"\n')
    assert kiosk("play", campaign, "--screen", name)[0] == 0
    assert played == [name]
    assert kiosk("play", campaign, "--monitor", "eDP-1")[0] == 0  # of this computer: the campaign need not know it
    assert played == [name, "eDP-1"]


def test_plan_goes_on_without_an_item_that_cannot_be_read(kiosk, campaign):
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text.replace("2022-11-03T12:30:00", '"soon"'))
    code, out, err = kiosk("plan", campaign, "--from", "2022-11-03T08:00", "--to", "2022-11-03T20:00", "--json")
    shown = {slide for row in json.loads(out) for slide in row["slides"]}
    assert code == 0
    assert {"peer-assist", "fishbowl"} <= shown
    assert "exchange" not in shown
    assert err.startswith('error: [exchange] campaign.toml, line 11, event 1 "Knowledge exchange", starts: expected a date-time')


def test_one_is_one_and_more_are_more():
    assert [telling.count(n, "file") for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


def test_check_counts_sentences_as_it_tells_them(kiosk, campaign, composer):
    composer["exchange"] = lambda brief: 1 / 0
    code, out, _ = kiosk("check", campaign, "--at", "2022-11-01T09:00")
    *told, last = out.splitlines()
    counts = {s: sum(line.startswith(f"{s}: ") for line in told) for s in ("error", "warning", "info")}
    assert code == 1
    assert counts["error"] > 1
    assert last == ", ".join(telling.count(n, s) for s, n in counts.items()) + "."


def test_new_says_what_comes_next(kiosk, tmp_path):
    code, out, _ = kiosk("new", tmp_path / "november")
    assert code == 0
    assert out.splitlines()[0] == f"An empty campaign was made in {tmp_path / 'november'}."
    assert out.splitlines()[-1] == f"Then: kiosk check {tmp_path / 'november'}"
    assert f"Look over {tmp_path / 'november' / 'campaign.toml'}: its title" in out


def test_check_tells_one_mistake_once_and_names_items_by_title(kiosk, campaign):
    file = campaign / "campaign.toml"
    more = '[[event]]\ntitle = "Tea"\nstarts = 2022-11-05T12:00:00\nbooking = "www.example.org"\n'
    file.write_text(file.read_text().replace("starts = 2022-11-03T12:30:00", 'starts = "soon"') + more)
    _, out, _ = kiosk("check", campaign)
    about = {name: [line for line in out.splitlines() if name in line] for name in ("Knowledge exchange", "Tea", "Peer Assist")}
    assert [line.partition(",")[0] for line in about["Knowledge exchange"]] == ["error: campaign.toml"]
    assert not any("no link" in line for line in about["Tea"])
    assert 'info: [on 5 products] "Peer Assist" has no date yet. Add starts when the date is known.' in about["Peer Assist"]


def test_findings_name_items_by_title_and_alike_ones_once():
    def one(item, product, sentence="Too long."):
        return Finding(id="x", severity="error", sentence=sentence, item=item, product=product)

    told = io.StringIO()
    found = [one(i, p) for i in ("a", "b", "c") for p in ("poster", "slide")] + [one("d", "slide", "Cut.")]
    found += [one(f"same {n}", p, '"Tea" is over.') for n in range(9) for p in ("poster", "slide")]
    titles = {"a": "Tea", "b": "T" * 60, "d": "Walk", **{f"same {n}": "Tea" for n in range(9)}}
    telling.tell(found, told, titles)
    assert told.getvalue().splitlines() == [
        f'error: ["Tea" on 2 products, "{"T" * 40}…" on 2 products, c on 2 products] Too long.',
        'error: ["Walk" slide] Cut.',
        'error: [on 2 products, 9 times] "Tea" is over.',
    ]


def test_special_days_are_exported_and_planned_while_they_are_told_ahead(kiosk, campaign, tmp_path):
    with (campaign / "campaign.toml").open("a") as out:
        out.write('\n[hours]\nmon = "08:00-20:00"\nthu = "08:00-20:00"\n[[hours.special]]\ndate = 2022-11-24\nhours = ""\n')
    words = ("export", campaign, "--product", "slide", "--stock", "1920x1080", "--item", "changed-hours")
    code, _, err = kiosk(*words, "-o", tmp_path / "out", "--at", "2022-11-20T09:00")
    assert (code, err) == (0, "")
    assert [p.name for p in (tmp_path / "out" / "slide").glob("*.png")] == ["sharing-22-changed-hours-1920x1080.png"]
    assert kiosk(*words, "-o", tmp_path / "late", "--at", "2022-11-25T09:00")[0] == 2
    out = " ".join(kiosk("plan", campaign, "--from", "2022-11-16", "--to", "2022-11-26")[1].split())
    assert "Thu 17 Nov 00:00 also Changed opening hours" in out
    assert "Fri 25 Nov 00:00 no longer Changed opening hours" in out
