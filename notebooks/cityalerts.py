"""How good alerts are: scores beside chance where an evaluation is named, and what a control room bears."""

import json
import os
from pathlib import Path

import matplotlib.pyplot as plt
import numpy
import pandas
from citylake import Lake
from cityplot import ALARM, CALM, DOMAINS, INK, OTHER_DOMAIN, PALE, clock, head, say
from matplotlib.lines import Line2D

# EEMUA 191, for one operator: see citybrain.alerting.AlertBurden.
ACCEPTABLE_A_DAY = 144
MANAGEABLE_A_DAY = 288
FLOOD = 10
LOUDEST = 15

# So that domains differ without colours too.
HATCHES = {"water": "////", "energy": "....", "environment": "xxxx"}


def scores() -> None:
    """Each set of an evaluation: its score beside those who know nothing."""
    file = os.environ.get("CITYBRAIN_EVALUATION")
    if not file:
        say(
            "No evaluation is named. `./citybrain evaluate --all --data DIR --json FILE` makes one, and "
            "`CITYBRAIN_EVALUATION=FILE` names it here. Below is what the lake itself says."
        )
        return
    told = json.loads(Path(file).read_text(encoding="utf-8"))
    rows = [
        {**row, "set": one["set"], "tuned": one["tuned"]}
        for one in told["sets"] for row in one["rows"]
        if row["rule"] == "" and row["score"] is not None
    ]  # fmt: skip
    if not rows:
        say(f"No set of `{Path(file).name}` has a score.")
        return
    figure, grid = plt.subplots(
        len(rows), 1, figsize=(12.5, 1.3 + 0.62 * len(rows)), layout="constrained", squeeze=False
    )
    height = figure.get_figheight()
    figure.text(0.01, 1 - 0.12 / height, "Scores beside chance", va="top", fontsize=14, fontweight="bold")
    figure.get_layout_engine().set(rect=(0.01, 0.4 / height, 0.98, 1 - 0.85 / height))
    for axes, row in zip(grid.flat, rows, strict=True):
        _score(axes, row)
    figure.legend(handles=_keys(), loc="lower center", bbox_to_anchor=(0.5, 0), ncols=5, fontsize=8.5)
    plt.show()
    good = [r for r in rows if r["verdict"] == "yes"]
    others = [f"{_name(r)}: {r['verdict']}" for r in rows if r["verdict"] != "yes"]
    say(
        f"{len(good)} of {len(rows)} are better than all who know nothing, of {told['rotations']} turns. "
        + (f"Not so: {'; '.join(others)}. " if others else "")
        + "A score on what was tuned on it says little: "
        + "; ".join(sorted({f"{r['set']}: {r['tuned']}" for r in rows}))
        + "."
    )
    if told["problems"]:
        say("Without a score: " + "; ".join(f"{k}: {v}" for k, v in sorted(told["problems"].items())))


def _keys() -> list[Line2D]:
    points = (
        ("o", CALM, "the rules, better than all these"), ("D", ALARM, "the rules, not so"),
        ("x", INK, "always alarm"), ("|", INK, "blind clock"),
    )  # fmt: skip
    chance = Line2D([], [], color=PALE, lw=7, label="the same alarms at other times, mean to 95 %")
    return [
        Line2D([], [], marker=m, color=c, ls="", ms=8, mew=2 if m in "x|" else 1, label=name)
        for m, c, name in points
    ] + [chance]


def _name(row: dict) -> str:
    return f"{row['set']} {row['part']}".strip()


def _score(axes, row: dict) -> None:
    """A line of its own scale, for each set has its own measure; what lies off it is not drawn."""
    low = min(0, row["score"], row["chance_mean"] or 0)
    high = max(row["score"], row["chance_p95"] or 0, row["blind_clock"] or 0, 0.1)
    high = 1 if high <= 1 else 100 if high <= 100 else high
    axes.set_xlim(low - 0.02 * (high - low), high + 0.02 * (high - low))
    axes.axhline(0, color="#dddddd", lw=1, zorder=0)
    if row["chance_mean"] is not None:
        axes.plot(
            [row["chance_mean"], row["chance_p95"]], [0, 0], color=PALE, lw=7, solid_capstyle="butt"
        )
    for name, marker in (("always_alarm", "x"), ("blind_clock", "|")):
        value = row[name]
        if value is not None and low <= value <= high:
            axes.plot(value, 0, marker, color=INK, ms=10, mew=2, ls="")
    colour, marker = (CALM, "o") if row["verdict"] == "yes" else (ALARM, "D")
    axes.plot(row["score"], 0, marker, color=colour, ms=9, ls="", zorder=5)
    axes.set_yticks([0], [f"{_name(row)}\n{row['measure']}"], fontsize=8)
    axes.set_ylim(-1, 1)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=7.5)
    axes.spines["left"].set_visible(False)


def hours_watched(lake: Lake) -> float:
    """Hours over which alerts could come: from the first to the last reading of the city."""
    frame = lake.sql(
        f"select epoch(max(phenomenon_time) - min(phenomenon_time)) / 3600 as hours "
        f"from {lake.table('observations')}"
    )
    return max(float(frame.hours.iloc[0]), 1 / 6)


def burden(lake: Lake) -> None:
    """Alerts opened in each ten minutes, against what an operator can bear."""
    alerts = lake.every_alert
    if alerts.empty:
        say(f"No alert in this lake of {lake.card['name']}: nothing to bear.")
        return
    hours = hours_watched(lake)
    counts = alerts.groupby([alerts.opened.dt.floor("10min"), "domain"]).size().unstack(fill_value=0)
    whole = counts.sum(axis=1)
    figure, (above, under) = plt.subplots(
        1, 2, figsize=(12.5, 4.6), layout="constrained", width_ratios=(4, 1.5)
    )
    head(figure, lake, f"{lake.card['name']}: alerts opened in ten minutes", list(alerts.property.unique()))
    _bars(above, lake, counts, hatched=hours < 72)
    above.axhline(FLOOD, color=ALARM, lw=1.3, ls="--", label=f"flood: more than {FLOOD} (EEMUA 191)")
    above.set_ylabel("alerts opened in 10 minutes")
    above.set_ylim(0, max(FLOOD * 1.35, whole.max() * 1.25))
    above.legend(fontsize=8.5, loc="upper left", ncols=3)
    clock(above, lake)
    a_day = len(alerts) / hours * 24
    _gauge(under, a_day)
    plt.show()
    spans = hours * 6
    floods = int((whole > FLOOD).sum())
    say(
        f"{len(alerts)} alerts in {hours:.1f} hours: {a_day:.0f} a day and {len(alerts) / spans:.2f} in ten "
        f"minutes, at most {int(whole.max())}; {floods} of {spans:.0f} spans are floods ({floods / spans:.1%}, "
        f"1 % is the most). By EEMUA 191 that is **{_verdict(a_day, whole.max(), floods / spans)}** for one "
        "operator."
    )


def _verdict(a_day: float, peak: int, share: float) -> str:
    if a_day > MANAGEABLE_A_DAY or share >= 0.01:
        return "overloaded"
    return "manageable" if a_day > ACCEPTABLE_A_DAY or peak > FLOOD else "acceptable"


def _bars(axes, lake: Lake, counts: pandas.DataFrame, hatched: bool) -> None:
    width = max(10 / 1440, (counts.index.max() - counts.index.min()) / pandas.Timedelta("24h") / 400)
    times, foot = lake.local(pandas.Series(counts.index)), numpy.zeros(len(counts))
    for domain in counts.columns:
        _, colour = DOMAINS.get(domain, OTHER_DOMAIN)
        axes.bar(
            times, counts[domain], bottom=foot, width=width, align="edge", color=colour,
            label=f"{domain}: {counts[domain].sum()}",
            hatch=HATCHES.get(domain, "") if hatched else "", edgecolor="white", linewidth=0,
        )  # fmt: skip
        foot = foot + counts[domain].to_numpy()


def _gauge(axes, a_day: float) -> None:
    high = max(MANAGEABLE_A_DAY * 1.25, a_day * 1.1)
    for low, top, colour, word in (
        (0, ACCEPTABLE_A_DAY, "#dcebe9", "acceptable"),
        (ACCEPTABLE_A_DAY, MANAGEABLE_A_DAY, "#f4e3bb", "manageable"),
        (MANAGEABLE_A_DAY, high, "#f2cdc7", "overloaded"),
    ):
        axes.axhspan(low, top, color=colour, lw=0)
        axes.text(0.97, (low + min(top, high)) / 2, word, ha="right", va="center", fontsize=8.5)
    axes.bar([0.3], [a_day], width=0.35, color=CALM)
    axes.text(0.3, a_day + high * 0.015, f"{a_day:.0f}", ha="center", fontweight="bold")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, high)
    axes.set_xticks([])
    axes.set_ylabel("alerts a day")


def loudest(lake: Lake) -> None:
    """Rules and places that said most: a source is a rule about a feature."""
    alerts = lake.every_alert
    if alerts.empty:
        return
    sources = alerts.groupby(["rule", "domain", "feature"]).size().sort_values(ascending=False)
    rules = alerts.groupby(["rule", "domain"]).size().sort_values(ascending=False)[:LOUDEST]
    figure, axes = plt.subplots(figsize=(12.5, 1.7 + 0.3 * len(rules)), layout="constrained")
    head(figure, lake, f"{lake.card['name']}: what speaks most", list(alerts.property.unique()))
    colours = [DOMAINS.get(d, OTHER_DOMAIN)[1] for _, d in rules.index]
    axes.barh(range(len(rules)), rules, color=colours, height=0.65)
    for row, ((rule, _), count) in enumerate(rules.items()):
        mine = sources[sources.index.get_level_values("rule") == rule]
        by = f"{len(mine)} source{'' if len(mine) == 1 else 's'}"
        axes.text(
            count + rules.max() * 0.008, row, f"{count} by {by}, at most {mine.max()} by one",
            va="center", fontsize=8.5,
        )  # fmt: skip
    axes.set_yticks(range(len(rules)), [rule for rule, _ in rules.index])
    axes.set_xlim(0, rules.max() * 1.3)
    axes.invert_yaxis()
    axes.set_xlabel("alerts opened")
    axes.tick_params(axis="y", length=0)
    plt.show()
    ten = sources[:10].sum() / sources.sum()
    say(
        f"{len(sources)} sources; the ten loudest raise {ten:.0%} of all (1 to 5 % is good where there are "
        f"many, here ten of {len(sources)} would be {min(1, 10 / len(sources)):.0%} if all spoke alike). "
        f"{_standing(alerts, lake)}"
    )


def _standing(alerts: pandas.DataFrame, lake: Lake) -> str:
    end = lake.sql(f"select max(phenomenon_time) as t from {lake.table('observations')}").t.iloc[0]
    lasted = alerts.closed.fillna(max(end, alerts.opened.max())) - alerts.opened
    stale = int((lasted > pandas.Timedelta("24h")).sum())
    times = alerts.sort_values("opened").groupby(["rule", "feature"]).opened
    chatter = alerts.assign(two_back=times.shift(2)).reindex(alerts.index)
    fast = chatter[(chatter.opened - chatter.two_back) < pandas.Timedelta("1h")]
    sources = fast[["rule", "feature"]].drop_duplicates()
    return (
        f"{stale} stood for more than 24 hours; {len(sources)} sources chatter (three times within an hour); "
        f"{int(alerts.closed.isna().sum())} were still open at the end."
    )
