"""Pictures of a city: maps without a base map, a series with its alert, what feeds delivered.

Every picture says its unit, its day, whom to name, and whether anything in it was measured.
"""

import textwrap

import geopandas
import h3
import matplotlib.dates
import matplotlib.font_manager
import matplotlib.ft2font
import matplotlib.pyplot as plt
import matplotlib.ticker
import numpy
import pandas
from citylake import GAP, SUMS, Lake, spell
from IPython.display import Markdown, display
from matplotlib.colors import LogNorm
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

INK = "#26323d"
PALE = "#8a96a1"
PAPER = "#f6f4ef"
LAND = "#e9e6df"
ALARM = "#c8321f"
CALM = "#1f6f8b"
CLOSED = "#2e7d4f"
VALUES = "YlGnBu"

# Alerts lie above all that is drawn before them.
MARKS = 8

# So many cells side by side at most, that each can be seen.
CELLS_ACROSS = 36

NO_WINDOW = "No map: no window of that day is finished, or the city has no districts and no cells."

DOMAINS = {
    "transport": ("o", "#d7301f"),
    "water": ("v", "#7b2cbf"),
    "energy": ("s", "#f59f00"),
    "environment": ("^", "#d6187a"),
}
OTHER_DOMAIN = ("D", "#444444")

# What the first cannot write the next may; of these, those that are installed.
SCRIPTS = ["Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", "PingFang SC", "SimHei"]
INSTALLED = {font.name for font in matplotlib.font_manager.fontManager.ttflist}
FONTS = ["DejaVu Sans", *(name for name in SCRIPTS if name in INSTALLED)]

plt.rcParams.update(
    {
        "font.family": FONTS,
        "figure.dpi": 110,
        "savefig.dpi": 110,
        "font.size": 9.5,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": PALE,
        "axes.titlesize": 11,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": INK,
        "ytick.color": INK,
        "legend.frameon": False,
    }
)


def words(property: str) -> str:
    """A property as one reads it."""
    return property.replace("PM2_5", "PM2.5").replace("_", " ").capitalize().replace("Pm", "PM")


def units(unit: str) -> str:
    """A UCUM unit as one reads it."""
    known = {"1": "count", "m[H2O]": "m water column", "Cel": "°C", "kW.h": "kWh"}
    return known.get(unit, unit.replace("ug/", "µg/").replace("m3", "m³"))


def of_an_hour(property: str) -> str:
    """What is added up says over what."""
    return " in an hour" if property in SUMS else ""


def halo(width: float = 2.5):
    return [withStroke(linewidth=width, foreground="white", alpha=0.9)]


def head(figure, lake: Lake, title: str, properties: list[str], legend: float = 0) -> float:
    """Title, honesty and attribution of a whole picture, in bands above and below it; leaves room
    for a legend of so many inches and returns the height at which it begins."""
    width, height = figure.get_size_inches()
    line = 0.16 / height
    figure.text(
        0.01, 1 - 0.12 / height, title, ha="left", va="top", fontsize=14, fontweight="bold"
    )
    notes = []
    if lake.card["synthetic"]:
        stamp = dict(boxstyle="round,pad=0.35", facecolor=ALARM, edgecolor="none")
        figure.text(
            0.985, 1 - 0.15 / height, "SYNTHETIC: nothing here was measured", ha="right", va="top",
            color="white", fontweight="bold", fontsize=9, bbox=stamp,
        )  # fmt: skip
    elif placed := [words(p).lower() for p in sorted(set(properties)) if lake.placed(p)]:
        notes.append(f"PLACED, not measured in {lake.card['name']}: {', '.join(placed)}.")
    if (credit := lake.attribution(properties)) and not lake.card["synthetic"]:
        notes.append(credit + ".")
    lines = textwrap.wrap(" ".join(notes), int(width * 15))
    figure.text(0.01, line / 2, "\n".join(lines), ha="left", fontsize=7.5, color=PALE)
    top, bottom = 0.48 / height, line * (len(lines) + 0.6)
    begin = bottom + legend / height
    figure.get_layout_engine().set(rect=(0, begin, 1, 1 - top - begin))
    return bottom


def say(text: str) -> None:
    display(Markdown(text))


def introduce(lake: Lake) -> None:
    """Which city this is, where its lake lies, and what one must know before believing it."""
    card = lake.card
    lines = [f"**{card['name']}** (`{lake.city}`), day {lake.day:%Y-%m-%d}, lake `{lake.folder}`."]
    if card["synthetic"]:
        lines.append("**SYNTHETIC: this city does not exist and nothing in it was measured.**")
    if card["note"]:
        lines.append(card["note"])
    if placed := sorted(name for name, feed in card["feeds"].items() if feed["placed"]):
        lines.append(f"Placed, not measured here: {', '.join(placed)}.")
    if moved := {n: f["shift_weeks"] for n, f in card["feeds"].items() if f["shift_weeks"]}:
        told = ", ".join(f"{name} by {weeks} weeks" for name, weeks in moved.items())
        lines.append(f"Recordings of other years, moved onto this clock: {told}.")
    others = sorted(set(Lake.cities(lake.folder)) - {lake.city})
    if others:
        lines.append(f"Also in this lake: {', '.join(others)}.")
    say("\n\n".join(lines))


def table_of_contents(lake: Lake):
    """Rows, files and days of every dataset."""
    return lake.contents().style.format({"rows": "{:,}", "files": "{:,}", "MB": "{:,.1f}"})


def table_of_alerts(lake: Lake):
    """How many alerts of each rule the day had, and how long they lasted."""
    frame = lake.alerts
    if frame.empty:
        return say("No alert that day.")
    lasted = (frame.closed - frame.opened).dt.total_seconds()
    shown = (
        frame.assign(lasted=lasted, open=frame.closed.isna())
        .groupby("rule")
        .agg(
            alerts=("id", "count"),
            features=("feature", "nunique"),
            first=("opened", "min"),
            open=("open", "sum"),
            median=("lasted", "median"),
            example=("reason", "first"),
        )
    )
    shown["first"] = lake.local(shown["first"]).dt.strftime("%H:%M")
    shown["median"] = shown["median"].map(spell)
    names = {"first": "first opened", "open": "still open", "median": "median length"}
    return shown.rename(columns=names).style.format(precision=0, thousands=",")


# --- maps -------------------------------------------------------------------------------------


class Ground:
    """The city on paper: its districts in metres, a scale bar, degrees at the edge."""

    def __init__(self, lake: Lake):
        self.lake = lake
        west, south, east, north = lake.card["bounding_box"]
        # Across the 180th meridian the middle of both would be half round the world.
        east = max(west, east)
        corners = geopandas.GeoSeries(
            geopandas.points_from_xy([west, east], [south, north]), crs="OGC:CRS84"
        )
        self.crs = corners.estimate_utm_crs()
        self.box = corners.to_crs(self.crs).total_bounds
        self.districts = lake.districts.to_crs(self.crs)

    def alerts(self) -> geopandas.GeoDataFrame:
        frame = self.lake.alerts.dropna(subset=["x", "y"])
        points = geopandas.points_from_xy(frame.x, frame.y, crs="OGC:CRS84")
        return geopandas.GeoDataFrame(frame, geometry=points).to_crs(self.crs)

    def inside(self, frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
        """Without what lies outside the city's own bounding box."""
        west, south, east, north = self.lake.card["bounding_box"]
        middle = frame.geometry.representative_point().to_crs("OGC:CRS84")
        along = (
            middle.x.between(west, east) if west <= east else (middle.x >= west) | (middle.x <= east)
        )
        return frame[along & middle.y.between(south, north)]

    def frame(self, axes, *shown: geopandas.GeoDataFrame) -> tuple[float, float, float, float]:
        """Shows all of these and a margin; returns their extent in degrees."""
        boxes = [f.total_bounds for f in (self.districts, *shown) if len(f)] or [self.box]
        west, south = numpy.min([b[:2] for b in boxes], axis=0)
        east, north = numpy.max([b[2:] for b in boxes], axis=0)
        margin = 0.04 * max(east - west, north - south)
        axes.set(xlim=(west - margin, east + margin), ylim=(south - 2 * margin, north + margin))
        axes.set(aspect="equal", xlabel="", ylabel="")
        axes.set_facecolor(PAPER)
        axes.spines[:].set_visible(True)
        self._degrees(axes)
        self._scale(axes)
        corners = geopandas.GeoSeries(
            geopandas.points_from_xy([west, east], [south, north]), crs=self.crs
        ).to_crs("OGC:CRS84")
        return corners.x[0], corners.y[0], corners.x[1], corners.y[1]

    def _degrees(self, axes) -> None:
        (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
        box = geopandas.GeoSeries(
            geopandas.points_from_xy([west, east], [south, north]), crs=self.crs
        ).to_crs("OGC:CRS84")
        ticks = matplotlib.ticker.MaxNLocator(4, steps=[1, 2, 5, 10])
        for along, low, high in (("x", box.x[0], box.x[1]), ("y", box.y[0], box.y[1])):
            at = [v for v in ticks.tick_values(low, high) if low <= v <= high]
            middle = (box.y if along == "x" else box.x).mean()
            places = [(v, middle) if along == "x" else (middle, v) for v in at]
            points = geopandas.GeoSeries(
                geopandas.points_from_xy(*zip(*places, strict=True)), crs="OGC:CRS84"
            ).to_crs(self.crs)
            signs = "EW" if along == "x" else "NS"
            labels = [f"{abs(v):.4g}° {signs[0] if v >= 0 else signs[1]}" for v in at]
            if along == "x":
                axes.set_xticks(points.x, labels)
            else:
                axes.set_yticks(points.y, labels, rotation=90, va="center")
        axes.tick_params(labelsize=7.5, length=3, color=PALE, labelcolor=PALE)
        axes.grid(color="white", linewidth=0.8, zorder=0)
        axes.set_axisbelow(True)

    @staticmethod
    def _scale(axes) -> None:
        (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
        room = (east - west) / 4
        power = 10 ** numpy.floor(numpy.log10(room))
        length = max(step * power for step in (1, 2, 5) if step * power <= room)
        x, y = west + 0.03 * (east - west), south + 0.03 * (north - south)
        for part, colour in ((0, INK), (1, "white")):
            axes.barh(
                y, length / 2, 0.012 * (north - south), left=x + part * length / 2, align="edge",
                color=colour, edgecolor=INK, linewidth=0.8, zorder=9,
            )  # fmt: skip
        text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
        axes.text(
            x + length, y + 0.02 * (north - south), text, ha="center", va="bottom", fontsize=8,
            path_effects=halo(), zorder=9,
        )  # fmt: skip
        axes.annotate(
            "N", (0.965, 0.975), (0.965, 0.915), xycoords="axes fraction", ha="center", va="center",
            fontsize=8, fontweight="bold", arrowprops=dict(arrowstyle="-|>", color=INK), zorder=9,
        )  # fmt: skip

    def label(self, axes) -> list[str]:
        """Names the districts, the largest first, as far as they find room; those that did not."""
        renderer = axes.figure.canvas.get_renderer()
        frame = axes.get_window_extent(renderer)
        taken, without = [], []
        step = 0.012 * (axes.get_ylim()[1] - axes.get_ylim()[0])
        marks = axes.transData.transform(
            [
                place
                for marks in axes.collections
                if marks.get_zorder() == MARKS
                for place in marks.get_offsets()
            ]
            or [(0, 0)]
        )
        for row in self.districts.assign(size=self.districts.area).sort_values(
            "size", ascending=False
        ).itertuples():
            at = row.geometry.representative_point()
            name = legible(row.name, row.Index)
            text = axes.text(
                at.x, at.y, "\n".join(textwrap.wrap(name, 14)), ha="center", va="center",
                fontsize=6.5, linespacing=0.95, path_effects=halo(2), zorder=9,
            )  # fmt: skip
            for away, hides_marks in [(n * step, False) for n in (0, 1, -1, 2, -2, 3, -3)] + [(0, True)]:
                text.set_y(at.y + away)
                box = text.get_window_extent(renderer).padded(2)
                inside = frame.x0 < box.x0 and box.x1 < frame.x1 and frame.y0 < box.y0 < frame.y1
                free = hides_marks or not any(box.contains(*mark) for mark in marks)
                if inside and free and not any(box.overlaps(other) for other in taken):
                    taken.append(box)
                    break
            else:
                text.remove()
                without.append(name)
        return without


def legible(name: str, code: str) -> str:
    """The name, if there is a font for all of it here; else the code, which is better than boxes."""
    glyphs = [
        matplotlib.ft2font.FT2Font(matplotlib.font_manager.findfont(font)).get_charmap()
        for font in FONTS
    ]
    return name if all(any(ord(c) in known for known in glyphs) for c in name) else code


def draw_alerts(
    axes, lake: Lake, alerts: geopandas.GeoDataFrame, hollow: bool = False
) -> list[Line2D]:
    """One mark a place and domain, the larger the more alerts it had; returns keys of a legend."""
    keys = []
    places = alerts.assign(x=alerts.geometry.x.round(), y=alerts.geometry.y.round())
    places = places.groupby(["domain", "x", "y"]).size().rename("n").reset_index()
    size = 42 if len(places) <= 60 else 22
    for domain, group in places.groupby("domain"):
        marker, colour = DOMAINS.get(domain, OTHER_DOMAIN)
        style = dict(facecolors="none", edgecolors=colour, linewidths=1.3) if hollow else dict(
            facecolors=colour, edgecolors="white", linewidths=0.8
        )  # fmt: skip
        axes.scatter(
            group.x, group.y, size * numpy.minimum(group.n, 9) ** 0.6, marker=marker, zorder=MARKS,
            **style,
        )  # fmt: skip
        placed = alerts[alerts.domain == domain].property.map(lake.placed).all()
        name = f"{domain}{' (PLACED)' if placed else ''}: {group.n.sum()} at {len(group)} places"
        keys.append(
            Line2D([], [], ls="", marker=marker, color=colour, label=name, markeredgecolor="white")
        )
    return keys


def limits_of(*frames: pandas.DataFrame) -> tuple[float, float]:
    values = numpy.concatenate([f["mean"].to_numpy() for f in frames])
    if not len(values):
        return 0, 1
    low, high = numpy.percentile(values, [2, 98])
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def draw_zones(axes, ground: Ground, zones, limits, edge: float = 0.6, borders: bool = True):
    """Colours zones by their mean; districts without a value stay blank. Borders of districts lie
    over them, unless zones have others."""
    ground.districts.plot(ax=axes, color=LAND, edgecolor="white", linewidth=0.8, zorder=1)
    if len(zones):
        zones.plot(
            ax=axes, column="mean", cmap=VALUES, vmin=limits[0], vmax=limits[1],
            edgecolor="white", linewidth=edge, zorder=2,
        )  # fmt: skip
    if borders:
        ground.districts.boundary.plot(ax=axes, color=INK, linewidth=0.5, alpha=0.55, zorder=3)
    return plt.cm.ScalarMappable(norm=plt.Normalize(*limits), cmap=VALUES)


def titled(lake: Lake, property: str) -> str:
    return words(property) + (" (PLACED)" if lake.placed(property) else "")


def map_of_the_day(lake: Lake) -> None:
    """Districts and H3 cells side by side, with the alerts of the day."""
    if lake.properties().empty:
        say(NO_WINDOW)
        return
    ground = Ground(lake)
    property = lake.lead_property()
    districts = lake.aggregates("district", property).to_crs(ground.crs)
    west, south, east, north = ground.districts.total_bounds
    width = max(east - west, north - south) / CELLS_ACROSS
    cells = ground.inside(lake.aggregates("h3", property, width).to_crs(ground.crs))
    alerts = ground.alerts()
    seen = ground.inside(alerts)
    figure, (left, right) = plt.subplots(1, 2, figsize=(12.5, 8), layout="constrained")
    title = f"{lake.card['name']}, {lake.day:%A %d %B %Y}"
    below = head(figure, lake, title, [property, *seen.property], legend=0.5)
    unit = f"{words(property)}, {units(cells.unit.iloc[0])}{of_an_hour(property)}"
    # Sums of districts are of many cells: one scale would show nothing of the cells.
    shared = None if property in SUMS else limits_of(districts, cells)
    for axes, zones, edge in ((left, districts, 0.6), (right, cells, 0.3)):
        colours = draw_zones(axes, ground, zones, shared or limits_of(zones), edge)
        extent = ground.frame(axes, cells)
        keys = draw_alerts(axes, lake, seen, hollow=axes is right)
        bar = figure.colorbar(
            colours, ax=axes, location="bottom", shrink=0.7, aspect=35, pad=0.01, extend="both"
        )
        bar.set_label(unit)
        bar.outline.set_visible(False)
    left.set_title(f"{titled(lake, property)} by district, mean of the day")
    resolution = h3.get_resolution(cells.index[0])
    right.set_title(f"The same by H3 cell, resolution {resolution}")
    if keys:
        figure.legend(
            handles=keys, title="Alerts open that day (rings on the right):", title_fontsize=8.5,
            loc="lower center", bbox_to_anchor=(0.5, below), ncols=len(keys), fontsize=8.5,
            handletextpad=0.2,
        )  # fmt: skip
    figure.canvas.draw()
    without = ground.label(left)
    plt.show()
    west, south, east, north = extent
    outside = len(alerts) - len(seen)
    say(
        f"Shown from {west:.4f} to {east:.4f} degrees east, {south:.4f} to {north:.4f} degrees "
        f"north: {len(districts)} of {len(ground.districts)} districts and {len(cells)} cells with "
        f"values, {len(seen)} alerts"
        + (f"; {outside} alerts lie outside the city" if outside else "")
        + (f"; no room for the names of {', '.join(without)}" if without else "")
        + "."
    )


def map_of_each_domain(lake: Lake) -> None:
    """One small map a domain: its most widespread property by district, and its own alerts."""
    ground = Ground(lake)
    leads = lake.leads(one_a_domain=True)
    if leads.empty:
        say(NO_WINDOW)
        return
    columns = min(2, len(leads))
    rows = -(-len(leads) // columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(6.2 * columns, 5.2 * rows), layout="constrained", squeeze=False
    )
    head(figure, lake, f"{lake.card['name']} by domain, {lake.day:%A %d %B %Y}", list(leads.property))
    alerts = ground.inside(ground.alerts())
    for axes, lead in zip(grid.flat, leads.itertuples(), strict=False):
        zones = lake.aggregates("district", lead.property).to_crs(ground.crs)
        if len(zones):
            colours = draw_zones(axes, ground, zones, limits_of(zones))
            bar = figure.colorbar(colours, ax=axes, shrink=0.7, aspect=30, pad=0.02, extend="both")
            bar.set_label(units(lead.unit) + of_an_hour(lead.property))
            bar.outline.set_visible(False)
        else:
            ground.districts.plot(ax=axes, color=LAND, edgecolor="white")
        own = alerts[alerts.domain == lead.domain]
        ground.frame(axes)
        keys = draw_alerts(axes, lake, own)
        axes.set_title(f"{lead.domain.capitalize()}: {titled(lake, lead.property)}")
        label = f"{len(own)} alerts" if keys else "no alert"
        axes.text(
            0.985, 0.02, label, transform=axes.transAxes, ha="right", fontsize=8.5,
            path_effects=halo(), zorder=9,
        )  # fmt: skip
    for axes in list(grid.flat)[len(leads) :]:
        axes.set_axis_off()
    plt.show()


# --- a series with its alert --------------------------------------------------------------------


def series_with_alert(lake: Lake, alert: pandas.Series | None) -> None:
    """What was observed against what was expected, from before the alert until after it."""
    if alert is None:
        say("No alert of this lake has a series of its own that was seen before and during it.")
        return
    series, changes = lake.series(alert), lake.changes(alert)
    opened = alert.opened.tz_convert(lake.zone)
    figure, axes = plt.subplots(figsize=(12.5, 5.2), layout="constrained")
    title = f"{titled(lake, alert.property)} of {alert.feature}, {opened:%A %d %B %Y}"
    below = head(figure, lake, title, [alert.property], legend=0.35)
    end = alert.closed if pandas.notna(alert.closed) else series.time.max()
    axes.axvspan(*lake.local(pandas.Series([alert.onset, end])), color=ALARM, alpha=0.09, lw=0)
    axes.plot(
        lake.local(series.time), series.result, color=CALM, lw=1.4, marker="o", ms=2.6,
        label="observed", zorder=4,
    )  # fmt: skip
    usual = lake.usual(alert, series)
    if len(usual):
        axes.fill_between(
            usual.time, usual.low, usual.high, color=PALE, alpha=0.25, lw=0, zorder=1,
            label="the same hour on other days, 10 to 90 %",
        )  # fmt: skip
        axes.plot(usual.time, usual.middle, color=PALE, lw=1.2, zorder=2, label="their median")
    during = lake.local(pandas.Series([alert.onset, end]))
    axes.plot(
        during, [alert.expected] * 2,
        color=INK, lw=1.8, ls=(0, (4, 2)), zorder=5,
        label=f"expected, as the alert says: {alert.expected:.3g} {units(alert.unit)}",
    )  # fmt: skip
    marks = [(alert.opened, "opened", ALARM)]
    if alert.opened - alert.onset > pandas.Timedelta("1min"):
        marks.insert(0, (alert.onset, "began", INK))
    if pandas.notna(alert.closed):
        marks.append((alert.closed, "closed", CLOSED))
    low, high = axes.get_ylim()
    low = min(low, 0) if low >= 0 else low
    axes.set_ylim(low, high + 0.3 * (high - low))
    for step, (time, word, colour) in enumerate(marks):
        at = time.tz_convert(lake.zone)
        axes.axvline(at, color=colour, lw=1.3, zorder=2)
        axes.annotate(
            f"{word} {at:%H:%M}", (at, 0.985 - 0.06 * step), (4, 0),
            xycoords=("data", "axes fraction"), textcoords="offset points", va="top",
            color=colour, fontweight="bold", fontsize=9, path_effects=halo(),
        )  # fmt: skip
    axes.set_ylabel(f"{words(alert.property)}, {units(alert.unit)}")
    axes.set_title(f"{alert.rule}, {alert.severity.lower()}", color=ALARM)
    clock(axes, lake)
    axes.grid(axis="y", color=LAND)
    axes.margins(x=0.01)
    figure.legend(loc="lower center", bbox_to_anchor=(0.5, below), ncols=4)
    plt.show()
    told = [
        f"- {lake.local(changes.time)[i]:%d %b %H:%M} **{c.status.lower()}**: {c.reason}"
        for i, c in enumerate(changes.itertuples())
    ]
    say("What the alert said:\n\n" + "\n".join(told))


# --- feeds --------------------------------------------------------------------------------------


def feeds_over_time(lake: Lake) -> None:
    """How many observations each feed brought an hour; blank is where one was due and none came."""
    rhythm, usual = lake.rhythm(), lake.delivered.rhythm
    total = rhythm.rows.sum()
    share = rhythm.groupby("time").rows.sum().sort_index().cumsum() / total
    first = share[share >= 0.001].index.min().floor("1h")
    last = share.index.max() + pandas.Timedelta("5min")
    finest = max(300, 300 * round((last - first).total_seconds() / 300 / 600))
    names = list(usual.index)
    figure, axes = plt.subplots(figsize=(12.5, 1.6 + 0.36 * len(names)), layout="constrained")
    head(figure, lake, "What the feeds delivered", sorted(lake.feeds_of))
    norm = LogNorm(1, max(10, 12 * rhythm.rows.max()))
    for row, name in enumerate(names):
        own = rhythm[(rhythm.feed == name) & (rhythm.time >= first)]
        due = usual[name] if usual[name] > 0 else 0
        step = pandas.Timedelta(seconds=finest * max(1, int(numpy.ceil(due / finest))))
        slots = int((last - first) / step) + 1
        counts = own.groupby((own.time - first) // step).rows.sum().reindex(range(slots)) / (
            step / pandas.Timedelta("1h")
        )
        times = lake.local(pandas.Series([min(first + step * n, last) for n in range(slots + 1)]))
        mesh = axes.pcolormesh(
            matplotlib.dates.date2num(times), [row + 0.05, row + 0.95],
            numpy.ma.masked_invalid([counts.to_numpy(dtype=float)]), cmap=VALUES, norm=norm,
        )  # fmt: skip
    placed = lake.delivered.placed
    axes.set_yticks(
        numpy.arange(len(names)) + 0.5, [n + (" (placed)" if placed[n] else "") for n in names]
    )
    axes.set_ylim(len(names), 0)
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)
    axes.set_facecolor(PAPER)
    clock(axes, lake)
    bar = figure.colorbar(mesh, ax=axes, pad=0.01, aspect=12)
    bar.set_label("rows an hour")
    bar.outline.set_visible(False)
    plt.show()
    outside = int(rhythm[rhythm.time < first].rows.sum())
    if outside:
        say(f"{outside:,} of {total:,} observations lie before this period and are not shown.")


def clock(axes, lake: Lake) -> None:
    """Time runs on the clock of the city."""
    locator = matplotlib.dates.AutoDateLocator(tz=lake.zone)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(locator, tz=lake.zone))
    axes.set_xlabel(f"time in {lake.card['time_zone']}", fontsize=8, color=PALE)


def table_of_feeds(lake: Lake):
    """The same as numbers."""
    frame = lake.delivered
    shown = pandas.DataFrame(index=frame.index)
    shown["rows"] = frame.rows
    shown["series"] = frame.series.fillna(0).astype(int)
    for name in ("first", "last"):
        shown[name] = lake.local(frame[name]).dt.strftime("%Y-%m-%d %H:%M").fillna("-")
    shown["usual interval"] = frame.rhythm.map(spell)
    shown[f"gaps (> {GAP} intervals)"] = frame.gaps.fillna(0).astype(int)
    shown["longest gap"] = frame.longest.map(spell)
    shown["too late"] = frame.late
    shown["rejected"] = frame.rejected
    shown["placed"] = frame.placed.map({True: "placed", False: ""})
    return shown.style.format(thousands=",")


def reasons(lake: Lake) -> None:
    """Why records were refused: one bar a feed and reason."""
    frame = lake.rejected()
    if frame.empty:
        say("Nothing was rejected.")
        return
    frame = frame.sort_values(["feed", "rows"], ascending=[True, False], ignore_index=True)
    figure, axes = plt.subplots(figsize=(12.5, 1.4 + 0.3 * len(frame)), layout="constrained")
    head(figure, lake, f"Rejected: {frame.rows.sum():,} records or values", [])
    labels = [f"{r.feed}: {r.reason}" for r in frame.itertuples()]
    axes.barh(range(len(frame)), frame.rows, color=CALM, height=0.65)
    for place, row in enumerate(frame.itertuples()):
        axes.text(
            row.rows * 1.12, place, f"{row.rows:,}   {textwrap.shorten(row.example, 90)}",
            va="center", fontsize=8,
        )  # fmt: skip
    axes.set_yticks(range(len(frame)), labels)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(0.7, frame.rows.max() * 300)
    axes.set_xticks([10**n for n in range(8) if 10**n <= frame.rows.max()])
    axes.minorticks_off()
    axes.set_xlabel("rows, logarithmic; beside them the most frequent detail")
    axes.tick_params(axis="y", length=0)
    plt.show()
    say(f"Rejected: {frame.rows.sum():,} records or values.")
