# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The fee reconciliation on screen, and its workbook as LibreOffice reckons it, are the same."""

import csv
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

# Have LibreOffice reckon each formula anew, whatever value is stored beside it.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# Every sheet into a file of its own; the cells' values, not what their formats make of them.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def recalculated(env, workbook: Path, folder: Path) -> dict[str, list[list[str]]]:
    """The rows of each sheet as LibreOffice reckons them, from formulas without values."""
    bare = folder / "bare.xlsx"
    formulas = 0
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content, found = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
                formulas += found
            target.writestr(name, content)
    assert formulas, "not one formula"
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    done = subprocess.run(
        [env.soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         "--convert-to", CSV, "--outdir", folder, bare],
        capture_output=True,
        text=True,
        timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    sheets = {}
    for path in folder.glob("bare-*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem.removeprefix("bare-")] = list(csv.reader(file))
    assert len(sheets) == 4, done.stdout + done.stderr
    return sheets


def numbers(texts) -> list[float]:
    return [round(float(text.replace(",", "") or 0), 2) for text in texts]


def lines_of(screen, selector: str) -> dict[str, list[float]]:
    """{name: figures} of the lines that match, as a person sees them."""
    found = {}
    for row in screen.page.locator(selector).all():
        name, *figures = [text.strip() for text in row.locator("td").all_inner_texts()]
        found[name] = numbers(figures)
    return found


def test_the_workbook_equals_the_screen(window, env, tmp_path):
    screen = window("accountant")
    screen.page.goto("/odoo/fee-reconciliation")
    screen.page.locator(".o_golf_total").wait_for()
    with screen.page.expect_response(lambda answer: "golf.fee.report/get_report" in answer.url):
        screen.page.locator(".o_golf_preset_club_year").click()
    screen.settled()
    tiers = lines_of(screen, ".o_golf_tier")
    total = lines_of(screen, ".o_golf_total")
    assert tiers and any(total["Total"]), "the demo club bills nobody"

    with screen.page.expect_download() as downloading:
        screen.page.locator(".o_golf_excel").click()
    workbook = tmp_path / "report.xlsx"
    downloading.value.save_as(workbook)
    sheets = recalculated(env, workbook, tmp_path)

    rows = {row[0]: numbers(row[1 : 1 + len(total["Total"])]) for row in table(sheets["Summary"])}
    assert rows == {**tiers, **total}
    members = sheets["Members"][1:]
    assert numbers(members[-1][3:]) == total["Total"]
    assert len(members) > len(tiers)
    untied = [row[6] for row in sheets["Summary"][-3:]]
    assert numbers(untied) == [0, 0, 0], untied


def table(rows: list[list[str]]) -> list[list[str]]:
    """The lines of the first table of the summary, its total last."""
    first = next(number for number, row in enumerate(rows) if row[0] == "Tier")
    last = next(number for number, row in enumerate(rows) if row[0] == "Total")
    return rows[first + 1 : last + 1]
