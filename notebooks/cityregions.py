"""What lies across domains and across cities: one day of all domains, and one number for a region."""

import os

import duckdb
import geopandas
import h3
import matplotlib.pyplot as plt
import numpy
import pandas
import shapely
from citycurves import hourly, whole
from cityenergy import energy_of_districts
from citylake import ROOT, SUMS, Lake
from citylive import Layer, live_map
from cityplot import ALARM, CALM, DOMAINS, INK, NO_WINDOW, OTHER_DOMAIN, PALE
from cityplot import head, legible, say, titled, units, words

ROLL_UP = ROOT / "notebooks" / "region-roll-up.sql"


def day_of_all_domains(lake: Lake) -> None:
    """One property a domain over the hours of the day, with the alerts that were opened."""
    leads = lake.leads(one_a_domain=True)
    if leads.empty:
        say(NO_WINDOW)
        return
    figure, grid = plt.subplots(
        len(leads), 1, figsize=(12.5, 1.1 + 1.9 * len(leads)), sharex=True,
        layout="constrained", squeeze=False,
    )  # fmt: skip
    title = f"{lake.card['name']}: one day of all domains, {lake.day:%A %d %B %Y}"
    head(figure, lake, title, list(leads.property))
    hours = pandas.date_range(lake.day, lake.day + pandas.DateOffset(days=1), freq="1h")[:-1]
    told = []
    for axes, lead in zip(grid.flat, leads.itertuples(), strict=True):
        what = "sum" if lead.property in SUMS else "mean"
        values = _city(lake, lead.property, what).reindex(hours.tz_convert("UTC"))
        _, colour = DOMAINS.get(lead.domain, OTHER_DOMAIN)
        axes.plot(hours, values.to_numpy(), color=CALM, lw=1.7, marker="o", ms=3)
        axes.set_ylabel(f"{'sum, ' if what == 'sum' else ''}{units(lead.unit)}")
        axes.set_title(f"{lead.domain.capitalize()}: {titled(lake, lead.property)}", fontsize=9.5)
        axes.margins(y=0.2)
        axes.grid(axis="y", color="#e6e6e6", lw=0.7)
        opened = lake.alerts[lake.alerts.domain == lead.domain].opened
        opened = opened[opened >= lake.day]
        if len(opened):
            axes.plot(
                lake.local(opened), [0.06] * len(opened), "|", color=colour, ms=11, mew=1.6,
                transform=axes.get_xaxis_transform(), clip_on=False,
            )  # fmt: skip
        told.append(f"{lead.domain} {len(opened)}")
    ticks = hours[::3]
    grid[-1, 0].set_xlim(hours[0] - pandas.Timedelta("30min"), hours[-1] + pandas.Timedelta("1h"))
    grid[-1, 0].set_xticks(ticks, [f"{t:%H:%M}" for t in ticks])
    grid[-1, 0].set_xlabel(f"time in {lake.card['time_zone']}; strokes at the foot are alerts opened", color=INK)
    plt.show()
    say(f"Alerts opened that day: {', '.join(told)}. A line that breaks is an hour without a reading.")


def _city(lake: Lake, property: str, what: str) -> pandas.Series:
    """Of the whole city by the hour, from its districts."""
    frame = hourly(lake, property, "district", what)
    if what == "sum":
        sums = frame.groupby("time", as_index=False)[["value", "count"]].sum().assign(zone="city")
        return whole(sums).set_index("time").value
    frame["all"] = frame.value * frame["count"]
    sums = frame.groupby("time")[["all", "count"]].sum()
    return sums["all"] / sums["count"]


def live(lake: Lake) -> None:
    """The day of each domain on one map, by H3 cell; what tells of people, by district."""
    layers = []
    leads = lake.leads(one_a_domain=True).sort_values(["alerts", "cells"], ascending=False)
    for lead in leads.itertuples():
        what = "sum" if lead.property in SUMS else "mean"
        # A cell may be one household: energy is shown by district.
        of_people = lead.property == "ELECTRIC_ENERGY"
        frame = energy_of_districts(lake) if of_people else hourly(lake, lead.property, "h3", what)
        frame = frame[lake.local(frame.time).dt.date == lake.day.date()]
        values = frame.pivot_table(index="zone", columns="time", values="value")
        if values.empty:
            continue
        places = lake.districts if of_people else _cells(values.index)
        values = values[values.index.isin(places.index)]
        placed = " (PLACED)" if lake.placed(lead.property) else ""
        title = f"{lead.domain}: {words(lead.property).lower()}{placed}, {what} of the hour"
        bad = "low" if lead.property in ("TRAFFIC_SPEED", "WATER_PRESSURE", "VOLTAGE") else "high"
        layers.append(Layer(title, lead.unit, places, values, bad))
    if not layers:
        say(NO_WINDOW)
        return
    title = f"{lake.card['name']}: all domains hour by hour, {lake.day:%A %d %B %Y}"
    live_map(lake, title, layers, list(leads.property))
    counts = "; ".join(f"{one.title.split(',')[0]} of {len(one.values)} places" for one in layers)
    say(f"It shows {counts}. Rings are alerts that were open in the hour.")


def _cells(zones: pandas.Index) -> geopandas.GeoDataFrame:
    shapes = [shapely.Polygon([(x, y) for y, x in h3.cell_to_boundary(z)]) for z in zones]
    names = {"name": [f"cell {z}" for z in zones]}
    return geopandas.GeoDataFrame(names, index=zones, geometry=shapes, crs="OGC:CRS84")


def cities_and_domains(lake: Lake) -> None:
    """What there is: observations by city and domain."""
    names = sorted(Lake.cities(lake.folder))
    frames = []
    for name in names:
        one = Lake(lake.folder, name)
        frames.append(
            one.sql(
                f"select domain, count(*) as n, count(distinct property) as properties, "
                f"min(phenomenon_time) as first, max(phenomenon_time) as last "
                f"from {one.table('observations')} group by domain"
            ).assign(city=_called(one))
        )
    frame = pandas.concat(frames)
    table = frame.pivot(index="city", columns="domain", values="n")
    figure, axes = plt.subplots(figsize=(12.5, 1.6 + 0.5 * len(table)), layout="constrained")
    head(figure, lake, "Observations in this lake, by city and domain", [])
    known = numpy.log10(table.to_numpy(dtype=float))
    axes.pcolormesh(numpy.ma.masked_invalid(known), cmap="YlGnBu", vmin=0, vmax=9, ec="white", lw=1.5)
    for (y, x), value in numpy.ndenumerate(table.to_numpy(dtype=float)):
        text = "nothing" if numpy.isnan(value) else f"{value:,.0f}"
        colour = PALE if numpy.isnan(value) else "white" if value > 3e5 else INK
        axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=9, color=colour)
    axes.set_xticks(numpy.arange(table.shape[1]) + 0.5, table.columns)
    axes.set_yticks(numpy.arange(len(table)) + 0.5, [legible(n, n) for n in table.index])
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    plt.show()
    spans = frame.groupby("city").agg(first=("first", "min"), last=("last", "max"))
    told = [f"{r.Index} {r.first:%Y-%m-%d} to {r.last:%Y-%m-%d}" for r in spans.itertuples()]
    say(f"Cities: {len(table)}, observations: {frame.n.sum():,}. {'; '.join(told)} (UTC).")


def _called(city: Lake) -> str:
    """Its name, which the daily summary knows; else its id."""
    return city.card["name"] if city.has("daily-summary") else city.city


def cities_side_by_side(lake: Lake) -> None:
    """The mean day of what several cities have, each on its own clock."""
    rows = []
    for name in sorted(Lake.cities(lake.folder)):
        one = Lake(lake.folder, name)
        if not one.has("daily-summary"):
            continue
        frame = one.sql(
            f"select property, any_value(unit) as unit, local_hour as hour, "
            f"sum(mean * count) / sum(count) as mean from {one.table('daily-summary')} "
            "where count > 0 group by property, local_hour"
        )
        rows.append(frame.assign(city=_called(one)))
    frame = pandas.concat(rows)
    cities = frame.groupby("property").city.nunique()
    shared = cities[cities >= 2].sort_values(ascending=False, kind="stable").index
    shared = [p for p in shared if p != "VEHICLE_POSITION"][:8]
    if not shared:
        say("No property was observed in two cities of this lake: there is nothing to set side by side.")
        return
    across = min(4, len(shared))
    figure, grid = plt.subplots(
        -(-len(shared) // across), across, figsize=(12.5, 1.4 + 2.3 * -(-len(shared) // across)),
        sharex=True, layout="constrained", squeeze=False,
    )  # fmt: skip
    below = head(figure, lake, "Cities side by side: the mean of each hour of the day", [], legend=0.35)
    styles = [("-", CALM), ("--", ALARM), (":", INK), ("-.", "#f2b134")]
    names = sorted(frame[frame.property.isin(shared)].city.unique())
    for axes, property in zip(grid.flat, shared, strict=False):
        mine = frame[frame.property == property]
        for n, name in enumerate(names):
            own = mine[mine.city == name].set_index("hour")["mean"].reindex(range(24))
            if own.notna().any():
                style, colour = styles[n % len(styles)]
                axes.plot(own.index, own, ls=style, color=colour, lw=1.6)
        axes.set_title(words(property), fontsize=9.5)
        axes.set_ylabel(units(mine.unit.iloc[0]), fontsize=8.5)
        axes.set_xlabel("hour on the clock of each city", fontsize=8.5)
        axes.tick_params(labelbottom=True)
        axes.set_xticks([0, 6, 12, 18])
        axes.grid(axis="y", color="#e6e6e6", lw=0.7)
    for axes in list(grid.flat)[len(shared) :]:
        axes.set_axis_off()
    keys = [plt.Line2D([], [], ls=s, color=c) for s, c in (styles * 3)[: len(names)]]
    figure.legend(
        keys, [legible(n, n) for n in names], loc="lower center", bbox_to_anchor=(0.5, below), ncols=4
    )
    plt.show()
    say(
        f"{len(shared)} properties are observed in two cities or more. The days are those that each city "
        "has in the lake, not the same ones. " + _origins(lake, shared)
    )


def _origins(lake: Lake, properties: list[str]) -> str:
    """Of each city: whom to name, what was placed there, and what was moved in time."""
    told = []
    for name in sorted(Lake.cities(lake.folder)):
        one = Lake(lake.folder, name)
        mine = [p for p in properties if one.has("daily-summary") and p in one.feeds_of]
        feeds = {f for p in mine for f in one.feeds_of[p]}
        moved = {f: one.card["feeds"].get(f, {}).get("shift_weeks", 0) for f in sorted(feeds)}
        notes = [one.attribution(mine)] if mine else []
        notes += [f"placed, not measured there: {words(p).lower()}" for p in mine if one.placed(p)]
        notes += [f"{f} moved by {weeks} weeks" for f, weeks in moved.items() if weeks]
        if notes:
            told.append(f"{one.card['name']}: {'; '.join(notes)}.")
    return " ".join(told)


def regions(lake: Lake):
    """One number for each region, property and window, by region-roll-up.sql: over all hours."""
    layer = os.environ.get("CITYBRAIN_REGION") or "region"
    if not any((lake.folder / "aggregates").rglob("*.parquet")):
        say("No window is finished in this lake: there is nothing to roll up.")
        return None
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set variable lake = ?", [str(lake.folder)])
        connection.execute("set variable layer = ?", [layer])
        frame = connection.execute(ROLL_UP.read_text(encoding="utf-8")).df()
    if frame.empty:
        return say(
            f"No city of this lake names a zone layer `{layer}`, so there is no roll-up: decision 11 "
            "says how cities come to share one, and `CITYBRAIN_REGION` names another layer."
        )
    hours = frame[frame.window_end - frame.window_start == pandas.Timedelta("1h")]
    hours = hours.assign(sum=hours["mean"] * hours["count"])
    shown = hours.groupby(["region", "property", "unit"]).agg(
        cities=("cities", lambda all_: ", ".join(sorted({c for some in all_ for c in some}))),
        hours=("window_start", "nunique"),
        count=("count", "sum"),
        sum=("sum", "sum"),
        lowest=("min", "min"),
        highest=("max", "max"),
    )
    shown.insert(3, "mean", shown.pop("sum") / shown["count"])
    say(f"{len(shown)} rows: regions and what was measured in them, over {len(hours):,} windows of an hour.")
    return shown.style.format(precision=2, thousands=",")
