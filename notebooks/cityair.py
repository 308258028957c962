"""Air: the index of each day, the course of what is in the air, and days above limits."""

import matplotlib.pyplot as plt
import numpy
import pandas
from citycurves import hourly, small_curves
from citydomain import Domain, where_there_is
from citymaps import maps, placed_at
from cityplot import ALARM, CALM, INK, VALUES, Ground, clock, head, legible, say, units, words

POLLUTANTS = ("PM2_5", "PM10", "NITROGEN_DIOXIDE", "OZONE", "SULFUR_DIOXIDE", "CARBON_MONOXIDE")
INDICES = {
    "aqi-china": ("Chinese AQI", (0, 300)),
    "aqi-us": ("US AQI", (0, 300)),
    "level-europe": ("European index, 1 good to 6 extremely poor", (1, 6)),
}
DAYS_SHOWN = 14


class Air(Domain):
    name = "air quality stations"
    properties = POLLUTANTS
    report_name = "air-report"

    @where_there_is(report=True)
    def indices(self) -> None:
        """Each station and day by one index: dark is bad, blank is not enough measured."""
        rows = self.report.rows
        rows = rows[(rows.layer == "station") & (rows.span == "day") & rows.measure.isin(list(INDICES))]
        there = [i for i in INDICES if i in set(rows.measure)]
        if not there:
            say("No day was measured for long enough to have an index.")
            return
        days = sorted(rows.local_date.unique())
        if len(days) <= 3:
            self._few_days(rows, there, days)
            return
        measure = there[0]
        title, limits = INDICES[measure]
        table = rows[rows.measure == measure].pivot(index="zone", columns="local_date", values="value")
        span = pandas.date_range(days[0], days[-1]).strftime("%Y-%m-%d")[-62:]
        table = table.reindex(columns=span)
        table = table.loc[table.mean(axis=1).sort_values(ascending=False).index]
        figure, axes = plt.subplots(figsize=(12.5, 1.9 + 0.3 * len(table)), layout="constrained")
        head(figure, self.lake, f"{self.lake.card['name']}: {title} by station and day", list(self.there))
        mesh = axes.pcolormesh(
            range(len(span) + 1), range(len(table) + 1), numpy.ma.masked_invalid(table.to_numpy()),
            cmap=VALUES, vmin=limits[0], vmax=limits[1], edgecolors="white", linewidth=0.6,
        )  # fmt: skip
        axes.set_yticks(numpy.arange(len(table)) + 0.5, [legible(z, z) for z in table.index], fontsize=8)
        step = max(1, len(span) // 14)
        axes.set_xticks(numpy.arange(0, len(span), step) + 0.5, [d[5:] for d in span[::step]], fontsize=8)
        axes.set_xlabel(f"day of {span[0][:4]}")
        axes.invert_yaxis()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        bar = figure.colorbar(mesh, ax=axes, pad=0.01, extend="max")
        bar.set_label(title)
        bar.outline.set_visible(False)
        plt.show()
        self._say_index(table, title, len(span))

    def _say_index(self, table: pandas.DataFrame, title: str, days: int) -> None:
        worst = table.stack().idxmax()
        text = (
            f"{len(table)} stations, {days} days. The worst is {table.loc[worst]:.0f} in {worst[0]} on "
            f"{worst[1]}; {int(table.isna().sum().sum())} station days were not measured for long enough."
        )
        if "AQI" in title:
            bad = (table.max() > 100).sum()
            text += f" On {bad} days some station is above 100, on {(table.min() > 100).sum()} every one."
        say(text)

    def _few_days(self, rows: pandas.DataFrame, there: list[str], days: list[str]) -> None:
        """A bar a station says more than a picture of one column."""
        day = f"{self.lake.day:%Y-%m-%d}"
        day = day if day in days else days[-1]
        table = rows[rows.local_date == day].pivot(index="zone", columns="measure", values="value")
        table = table.sort_values(there[0])
        figure, grid = plt.subplots(
            1, len(there), figsize=(12.5, 1.8 + 0.24 * len(table)), sharey=True,
            layout="constrained", squeeze=False,
        )  # fmt: skip
        head(figure, self.lake, f"{self.lake.card['name']}: indices of {day} by station", list(self.there))
        for axes, measure in zip(grid.flat, there, strict=True):
            axes.barh(range(len(table)), table[measure], color=CALM, height=0.65)
            axes.set_xlabel(INDICES[measure][0], fontsize=8.5)
            axes.set_yticks(range(len(table)), [legible(z, z) for z in table.index], fontsize=8)
            if "aqi" in measure:
                axes.axvline(100, color=ALARM, lw=1.2, ls="--")
            axes.tick_params(axis="y", length=0)
        plt.show()
        self._say_index(table[[there[0]]].rename(columns={there[0]: day}), INDICES[there[0]][0], 1)

    @where_there_is()
    def course(self) -> None:
        """Dust, nitrogen dioxide and ozone by the hour: the middle station and all of them."""
        chosen = [p for p in ("PM2_5", "NITROGEN_DIOXIDE", "OZONE") if p in self.there] or self.there[:3]
        figure, grid = plt.subplots(
            len(chosen), 1, figsize=(12.5, 1.2 + 2 * len(chosen)), sharex=True,
            layout="constrained", squeeze=False,
        )  # fmt: skip
        title = f"{self.lake.card['name']}: what is in the air"
        below = head(figure, self.lake, title, chosen, legend=0.35)
        told = []
        for axes, property in zip(grid.flat, chosen, strict=True):
            table = self._hours(property)
            times = self.lake.local(pandas.Series(table.index))
            low, high = table.min(axis=1), table.max(axis=1)
            axes.fill_between(times, low, high, color=CALM, alpha=0.2, lw=0, label="all stations")
            axes.plot(times, table.median(axis=1), color=CALM, lw=1.5, label="the middle one")
            axes.set_ylabel(f"{words(property)}, µg/m³")
            axes.set_ylim(bottom=0)
            axes.grid(axis="y", color="#e6e6e6", lw=0.7)
            top = table.stack().idxmax()
            told.append(
                f"{words(property)} is highest in {top[1]}, {table.loc[top]:.0f} µg/m³ at "
                f"{top[0].tz_convert(self.lake.zone):%d %b %H:%M}; in "
                f"{int(table.isna().all(axis=1).sum())} hours no station spoke"
            )
        figure.legend(
            *grid[0, 0].get_legend_handles_labels(), loc="lower center", bbox_to_anchor=(0.5, below),
            ncols=2, fontsize=8.5,
        )  # fmt: skip
        clock(grid[-1, 0], self.lake)
        plt.show()
        say("; ".join(told) + ".")

    def _hours(self, property: str) -> pandas.DataFrame:
        frame = self.lake.sql(
            f"""
            select feature as station, time_bucket(interval 1 hour, phenomenon_time) as time,
                   avg(result) as value
            from {self.readings(property, day=False)}
            where phenomenon_time >= (
              select max(phenomenon_time) - interval {DAYS_SHOWN} days
              from {self.lake.table('observations')} where property = '{property}')
            group by all order by all
            """
        )
        return frame.pivot(index="time", columns="station", values="value").asfreq("1h")

    @where_there_is()
    def day_and_usual(self) -> None:
        """Dust by district, the day over the usual day."""
        property = self.there[0]
        unit = f"{words(property)}, {units('ug/m3')}"
        frame = hourly(self.lake, property, "district")
        title = f"{words(property)} by district"
        small_curves(self.lake, frame, title, unit, [property], self.lake.districts.name)

    @where_there_is(report=True)
    def days_above(self) -> None:
        """On how many days each limit was passed, by station."""
        span = self.report.spans("station", "year", "month")
        rows = self.report.rows
        rows = rows[
            (rows.layer == "station") & (rows.measure == "days-above") & (rows.span == span[0])
            & (rows.local_date == span[1]) & (rows["count"] > 0)
        ]  # fmt: skip
        if rows.empty:
            say("No day was measured for long enough to be held against a limit.")
            return
        share = rows.assign(share=100 * rows.value / rows["count"])
        table = share.pivot(index="about", columns="zone", values="share")
        days = rows.pivot(index="about", columns="zone", values="value")
        order = table.mean(axis=1).sort_values(ascending=False, kind="stable").index
        table = table.loc[[n for n in order if days.loc[n].max() > 0] or order[:1]]
        figure, axes = plt.subplots(figsize=(12.5, 2.2 + 0.33 * len(table)), layout="constrained")
        title = f"{self.lake.card['name']}: days above limits, {span[0]} {span[1][:4]}"
        head(figure, self.lake, title, list(self.there))
        mesh = axes.pcolormesh(
            numpy.ma.masked_invalid(table.to_numpy()), cmap=VALUES, vmin=0, vmax=100,
            edgecolors="white", linewidth=0.8,
        )  # fmt: skip
        for (y, x), value in numpy.ndenumerate(table.to_numpy()):
            if not numpy.isnan(value):
                text = f"{days.loc[table.index[y]].iloc[x]:.0f}"
                colour = "white" if value > 55 else INK
                axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=8, color=colour)
        axes.set_yticks(numpy.arange(len(table)) + 0.5, [_limit(n) for n in table.index], fontsize=8.5)
        axes.set_xticks(
            numpy.arange(table.shape[1]) + 0.5, [legible(z, z) for z in table.columns],
            rotation=25, ha="right", fontsize=8,
        )  # fmt: skip
        axes.invert_yaxis()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        bar = figure.colorbar(mesh, ax=axes, pad=0.01)
        bar.set_label("share of the days judged, %")
        bar.outline.set_visible(False)
        plt.show()
        none = len(order) - len(table) if days.loc[table.index].max(axis=None) > 0 else len(order)
        say(
            f"The numbers are days. Judged were up to {int(rows['count'].max())} days a station and limit; "
            f"{none} of {len(order)} limits were passed nowhere"
            + (
                f". Passed most often: {_limit(table.index[0])}, in the mean on "
                f"{table.iloc[0].mean():.0f} % of days."
                if days.loc[table.index].max(axis=None) > 0
                else ", so that one of them stands here for all."
            )
        )

    @where_there_is()
    def stations(self) -> None:
        """Mean of the day at each station."""
        property = self.there[0]
        frame = self.lake.sql(
            f"""
            select feature as station, avg(result) as mean, count(*) as hours,
                   any_value(bbox.xmin) as x, any_value(bbox.ymin) as y
            from {self.readings(property)} group by 1 order by 1
            """
        )
        frame = frame.dropna(subset=["x", "y"]).assign(name=frame.station)
        if frame.empty:
            say(f"{words(property)} was not measured on {self.lake.day:%Y-%m-%d}.")
            return
        points = placed_at(self.lake, Ground(self.lake), frame)
        title = f"{self.lake.card['name']}: {words(property)}, {self.lake.day:%A %d %B %Y}"
        maps(self.lake, title, [("Mean of the day at each station", points)], "µg/m³", [property])
        first, last = points.sort_values("mean").iloc[[-1, 0]].itertuples()
        say(
            f"{len(points)} stations: from {last.mean:.0f} µg/m³ in {last.station} to {first.mean:.0f} "
            f"in {first.station}."
        )


def _limit(name: str) -> str:
    """``CHINESE pm2.5-24h`` as one reads it."""
    law, _, rest = name.partition(" ")
    what, _, hours = rest.rpartition("-")
    return f"{law.capitalize()}, {what.upper()}, {hours.removesuffix('h')} h" if what else name
