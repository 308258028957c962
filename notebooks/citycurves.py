"""Curves of a day against the usual day: small pictures side by side that share their axes."""

import matplotlib.pyplot as plt
import numpy
import pandas
from cityplot import CALM, PALE, head, legible, say
from citylake import Lake

ACROSS = 4
MOST = 12

# The largest is so many times the smallest at most, that both are seen on one scale.
ALIKE = 4

# Of the usual count of readings, so that a sum of an hour is one.
WHOLE = 0.95

# A usual day is the median of at least so many others.
OTHER_DAYS = 3


def hourly(lake: Lake, property: str, layer: str, what: str = "mean") -> pandas.DataFrame:
    """The last revision of every hour of the zones of a layer, of all days: mean, or sum of what
    was measured in it."""
    if not lake.has("aggregates"):
        return pandas.DataFrame(columns=["zone", "time", "value", "count"])
    value = "sum(sum)" if what == "sum" else "sum(sum) / sum(count)"
    return lake.sql(
        f"""
        with valid as (
          select * from {lake.table('aggregates')}
          where layer = ? and property = ? and zone <> ''
            and window_end - window_start = interval 1 hour
          qualify row_number() over (
            partition by zone, unit, window_start order by revision desc) = 1)
        select zone, window_start as time, {value} as value, sum(count)::bigint as count
        from valid group by all having sum(count) > 0 order by all
        """,
        layer,
        property,
    )


class Days:
    """Values by zone and hour of the city's clock: those of the day, and those of other days."""

    def __init__(self, lake: Lake, frame: pandas.DataFrame):
        local = lake.local(pandas.to_datetime(frame.time, utc=True))
        frame = frame.assign(date=local.dt.date, hour=local.dt.hour)
        # The hour that comes twice when clocks are set back counts once.
        table = frame.pivot_table(index=["zone", "date"], columns="hour", values="value")
        table = table.reindex(columns=range(24))
        dates = table.index.get_level_values("date")
        self.day = table[dates == lake.day.date()].droplevel("date")
        weekend = pandas.Series([d.weekday() >= 5 for d in dates], table.index)
        same = weekend == (lake.day.weekday() >= 5)
        other = table[dates != lake.day.date()]
        alike = table[(dates != lake.day.date()) & same]
        # Working days against working days, where there are enough of them.
        enough = alike.index.get_level_values("date").nunique() >= OTHER_DAYS
        self.kind = "days of its kind (working days or weekends)" if enough else "days, of any weekday,"
        other = alike if enough else other
        days = other.groupby("zone").count()
        grouped = other.groupby("zone")
        self.low, self.middle, self.high = (
            grouped.quantile(q).where(days >= OTHER_DAYS) for q in (0.1, 0.5, 0.9)
        )
        self.others = int(other.index.get_level_values("date").nunique())

    @property
    def has_usual(self) -> bool:
        return bool(self.middle.notna().any(axis=None))

    def away(self) -> pandas.Series:
        """How far the day is from its usual at its furthest hour, in shares of the usual mean of
        the zone; without a usual day, the largest value."""
        if not self.has_usual:
            return self.day.max(axis=1)
        distance = (self.day - self.middle).abs().max(axis=1)
        return distance / self.middle.abs().mean(axis=1)

    def chosen(self) -> list[str]:
        ranked = self.away().reindex(self.day.index).sort_values(ascending=False, kind="stable")
        return list(ranked.dropna().index[:MOST])


def whole(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Without hours in which readings of a zone are missing: a sum of some is no sum."""
    usual = frame.groupby("zone")["count"].transform("median")
    return frame[frame["count"] >= WHOLE * usual]


def curve(axes, days: Days, zone: str) -> None:
    """The day over the usual day; an hour without values breaks the line."""
    hours = numpy.arange(24)
    if zone in days.middle.index:
        low, high = days.low.loc[zone], days.high.loc[zone]
        axes.fill_between(hours, low, high, color=PALE, alpha=0.3, lw=0, label="other days, 10 to 90 %")
        axes.plot(hours, days.middle.loc[zone], color=PALE, lw=1.4, label="their median")
    if zone in days.day.index:
        axes.plot(hours, days.day.loc[zone], color=CALM, lw=1.8, marker="o", ms=2.4, label="the day")
    axes.set_xlim(-0.5, 23.5)
    axes.set_xticks([0, 6, 12, 18])
    axes.grid(axis="y", color="#e6e6e6", lw=0.7)
    axes.set_axisbelow(True)


def small_curves(
    lake: Lake, frame: pandas.DataFrame, title: str, unit: str, properties: list[str],
    names: pandas.Series | None = None,
) -> None:
    """A small picture a zone, those first that are furthest from their usual day."""  # fmt: skip
    days = Days(lake, frame)
    zones = days.chosen()
    if not zones:
        say(f"Nothing of it was observed on {lake.day:%Y-%m-%d}.")
        return
    called = {z: legible(str(names.get(z, z) if names is not None else z), z) for z in zones}
    peaks = days.day.loc[zones].abs().max(axis=1)
    one_scale = peaks.max() <= ALIKE * peaks.min()
    across = min(ACROSS, len(zones))
    down = -(-len(zones) // across)
    figure, grid = plt.subplots(
        down, across, figsize=(12.5, 1.5 + 1.9 * down), sharex=True, sharey=one_scale,
        layout="constrained", squeeze=False,
    )  # fmt: skip
    below = head(figure, lake, f"{title}, {lake.day:%A %d %B %Y}", properties, legend=0.35)
    for axes, zone in zip(grid.flat, zones, strict=False):
        curve(axes, days, zone)
        axes.set_title(called[zone], fontsize=9)
    for axes in list(grid.flat)[len(zones) :]:
        axes.set_axis_off()
    for axes in list(grid.flat)[len(zones) - across : len(zones)]:
        axes.tick_params(labelbottom=True)
        axes.set_xlabel("hour of the day", fontsize=8.5)
    for axes in grid[:, 0]:
        axes.set_ylabel(unit, fontsize=8)
    keys, labels = grid.flat[0].get_legend_handles_labels()
    figure.legend(
        keys, labels, loc="lower center", bbox_to_anchor=(0.5, below), ncols=3, fontsize=8.5
    )
    plt.show()
    told = _told(lake, days, zones, called, unit)
    say(told if one_scale else f"{told} Each picture has its own scale, for they differ too much for one.")


def _told(lake: Lake, days: Days, zones: list[str], called: dict[str, str], unit: str) -> str:
    first = zones[0]
    shown = f"{len(zones)} of {len(days.day)} are shown. " if len(zones) < len(days.day) else ""
    if not days.has_usual:
        hour = int(days.day.loc[first].idxmax())
        return (
            f"{shown}Highest: {called[first]} with {days.day.loc[first, hour]:.3g} at "
            f"{hour:02d}:00 ({unit}). A usual day needs {OTHER_DAYS} others; this lake has {days.others}."
        )
    distance = (days.day.loc[first] - days.middle.loc[first]).abs()
    hour = int(distance.idxmax())
    return (
        f"{shown}Furthest from its usual day: {called[first]}, {days.day.loc[first, hour]:.3g} "
        f"at {hour:02d}:00 ({unit}) where the median of up to {days.others} other {days.kind} is "
        f"{days.middle.loc[first, hour]:.3g}."
    )
