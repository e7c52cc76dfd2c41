"""docs/bench.md and its curve, from docs/bench.json: nothing stands there that was not measured.

python -m benchmarks.page
"""

from __future__ import annotations

import json
import math
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE, CURVE, RESULTS = (
    ROOT / "docs" / "bench.md",
    ROOT / "docs" / "pictures" / "bench.svg",
    ROOT / "docs" / "bench.json",
)
ORDER = ("S", "S1", "LINK", "M", "M1", "L", "L1", "XL", "LINKED48", "FULL48")
SHAPES = {
    "S": "27 × 26, 257 records",
    "S1": "as S, from our generator",
    "LINK": "98 municipalities in 5 regions × 26, and × 8 ages in 2 groups: two tables sharing margins",
    "M": "98 in 5 × 26 × 8 in 2, 20,000 records",
    "M1": "as M, from our generator",
    "L": "M × sex × 7 years, 200,000 records",
    "L1": "as L, from our generator",
    "XL": "M × sex × 28 quarters in 7 years, 400,000 records",
    "LINKED48": "3,000 places in 3 tiers × 10 × 2, × 75, × 10: three tables, 650,000 records",
    "FULL48": "3,000 places in 3 tiers × 10 × 2 × 75 × 10, 650,000 records",
}
HEAD = """# What protection costs, and what it is worth

Made by `make bench` from `docs/bench.json`; nothing here was not measured. Each tool ran in a process of its own on the
same table of the same machine, one after the other: seconds and peak memory are of the whole process, ours with the
certificates made and checked. Threshold 5, zeros publishable, participants off. `make bench TABLES="L XL"` measures
larger tables; what is not listed was not measured.

*Published* is the share of the inner counts' sum that is still shown. *Outsider* and *reader* count unsafe cells of a
fixed random sample whose count is exact even in the linear relaxation: to anyone, and to the reader who takes a
suppressed cell to be at least 1 unless a sum it stands in hides a zero. Over whole numbers more may be exact; in ours
none is, by the certificates, which the run has checked. *Participants* counts all unsafe cells that somebody who is
alone in a cell can subtract out of one published sum. pytauargus runs its modular method with the rule FREQ(5,30), each
linked table by itself, as it protects them; a shared margin that one of its tables shows is shown.

"""
COLUMNS = ("table", "tool", "seconds", "MB", "cells", "unsafe", "secondary (zeros)", "published")
ATTACKS = ("outsider", "reader", "participants")


def header() -> list[str]:
    names = (*COLUMNS, *ATTACKS)
    return ["| " + " | ".join(names) + " |", "|---|---|" + "--:|" * (len(names) - 2)]


def line(one: dict) -> str:
    """One result as a row of the table."""
    row = [one["table"], one["tool"], f"{one['seconds']:.1f}", str(one["peak_mb"])]
    if "cells" not in one:
        return "| " + " | ".join([*row, failure(one), *[""] * 6]) + " |"
    row += [f"{one['cells']:,}", f"{one['primary']:,}", f"{one['secondary']:,} ({one['secondary_zeros']:,})"]
    row.append(f"{one['published']:.3f}")
    if "sampled" in one:
        row += [
            f"{one['outsider']} of {one['sampled']}",
            f"{one['reader']} of {one['sampled']}",
            str(one["participants"]),
        ]
    else:
        row += ["not attacked"] * 3
    return "| " + " | ".join(row) + " |"


def failure(one: dict) -> str:
    if one["status"] is None:
        return "stopped"
    return f"ended with {one['status']}" + (f": {one['complaint'][:80]}" if one["complaint"] else "")


def write(results: list[dict]) -> None:
    """Write the page and the curve."""
    results = sorted(results, key=lambda one: ORDER.index(one["table"]))
    pairs = [ratio(results, name) for name in ORDER]
    shapes = [f"* {name}: {SHAPES[name]}" for name in ORDER if any(one["table"] == name for one in results)]
    parts = [
        HEAD + "\n".join([*header(), *(line(one) for one in results)]),
        "\n".join(shapes),
        "## Ratios, pytauargus to ours\n\n" + "\n".join(pair for pair in pairs if pair),
        "## Growth\n\n![Seconds against cells, both axes logarithmic](pictures/bench.svg)",
    ]
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    CURVE.write_text(curve(results), encoding="utf-8")


def ratio(results: list[dict], name: str) -> str:
    """Time, memory and secondary cells of the peer over ours, where both gave a table."""
    ours, peer = (
        [one for one in results if one["table"] == name and ("pytauargus" in one["tool"]) == is_peer and "cells" in one]
        for is_peer in (False, True)
    )
    if not ours or not peer:
        return ""
    one, other = ours[0], peer[0]
    return (
        f"* {name}: time {other['seconds'] / max(one['seconds'], 0.01):.2f}, "
        f"memory {other['peak_mb'] / one['peak_mb']:.2f}, "
        f"secondary cells {other['secondary']} to {one['secondary']}, "
        f"published {other['published']:.3f} to {one['published']:.3f}"
    )


WIDTH, HEIGHT, EDGE = 640, 360, 56
DECADES_ACROSS, DECADES_UP = (2, 8), (-2, 4)
MIDDLE, END = ' text-anchor="middle"', ' text-anchor="end"'
TOOLS = ((False, "protect", "#00497a"), (True, "pytauargus", "#b00020"))


def place(cells: float, seconds: float) -> tuple[float, float]:
    across = (math.log10(cells) - DECADES_ACROSS[0]) / (DECADES_ACROSS[1] - DECADES_ACROSS[0])
    up = (math.log10(max(seconds, 0.01)) - DECADES_UP[0]) / (DECADES_UP[1] - DECADES_UP[0])
    return round(EDGE + across * (WIDTH - 2 * EDGE), 1), round(HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE), 1)


def text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}"{more}>{words}</text>'


def grid() -> list[str]:
    """Lines and numbers of both axes."""
    drawn = []
    for power in range(DECADES_ACROSS[0], DECADES_ACROSS[1] + 1):
        x, y = place(10.0**power, 10.0 ** DECADES_UP[0])
        drawn += [f'<path d="M{x} {y}V{EDGE}" stroke="#ddd"/>', text(x, y + 18, f"{10**power:,}", MIDDLE)]
    for power in range(DECADES_UP[0], DECADES_UP[1] + 1):
        x, y = place(10.0 ** DECADES_ACROSS[0], 10.0**power)
        drawn += [f'<path d="M{x} {y}H{WIDTH - EDGE}" stroke="#ddd"/>', text(x - 6, y + 4, f"{10.0**power:g} s", END)]
    return [*drawn, text(WIDTH / 2, HEIGHT - 12, "cells with totals", MIDDLE)]


def line_of(results: list[dict], colour: str) -> list[str]:
    """One tool's points, joined and named."""
    mine = sorted((one for one in results if "cells" in one), key=lambda one: one["cells"])
    points = [place(one["cells"], one["seconds"]) for one in mine]
    drawn = [f'<path d="M{" L".join(f"{x} {y}" for x, y in points)}" fill="none" stroke="{colour}"/>'] if points else []
    for (x, y), one in zip(points, mine, strict=True):
        drawn.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>')
        drawn.append(text(x + 6, y - 6, one["table"], f' fill="{colour}"'))
    return drawn


def curve(results: list[dict]) -> str:
    """Seconds against cells for both tools, as SVG."""
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    drawn += grid()
    for place_of_name, (is_peer, name, colour) in enumerate(TOOLS):
        drawn += line_of([one for one in results if ("pytauargus" in one["tool"]) == is_peer], colour)
        drawn.append(text(EDGE + 80 * place_of_name, 24, name, f' fill="{colour}"'))
    return "\n".join([*drawn, "</svg>"]) + "\n"


if __name__ == "__main__":
    write(json.loads(RESULTS.read_text(encoding="utf-8")))
