"""Buses: whether they come when and as regularly as their timetable says."""

import matplotlib.pyplot as plt
import numpy
import pandas
from citycurves import hourly, small_curves
from citydomain import Domain, where_there_is
from citymaps import maps, placed_at, range_of
from cityplot import CALM, INK, PALE, Ground, clock, head, say

# A figure of fewer calls or headways says more of chance than of a route.
FEWEST = 20
ROUTES = 40


class Buses(Domain):
    name = "public transport"
    properties = ("STOP_ARRIVAL_DELAY", "STOP_DEPARTURE_DELAY", "HEADWAY")
    report_name = "transit-report"

    def span(self, layer: str):
        return self.report.spans(layer, "day", "month")

    @where_there_is("STOP_ARRIVAL_DELAY", "STOP_DEPARTURE_DELAY", report=True)
    def routes(self) -> None:
        """Each route: punctuality, excess wait, bunching; the least punctual first."""
        span = self.span("route")
        frame = self.report.figures("route", span)
        frame = frame[frame["count on-time-share"] >= FEWEST].sort_values("on-time-share")[:ROUTES]
        if frame.empty:
            say(f"No route had {FEWEST} measured calls in the {span[0]} that begins on {span[1]}.")
            return
        panels = [
            ("not-on-time", 100, "calls not on time, %"),
            ("excess-wait", 1 / 60, "excess wait, min"),
            ("bunched-share", 100, "headways that are bunched, %"),
        ]
        frame["not-on-time"] = 1 - frame["on-time-share"]
        frame["count not-on-time"] = frame["count on-time-share"]
        panels = [p for p in panels if p[0] in frame and (frame[f"count {p[0]}"] >= FEWEST).any()]
        figure, grid = plt.subplots(
            1, len(panels), figsize=(12.5, 1.9 + 0.19 * len(frame)), sharey=True,
            layout="constrained", squeeze=False,
        )  # fmt: skip
        title = f"{self.lake.card['name']}: routes, {span[0]} from {span[1]}"
        head(figure, self.lake, title, list(self.properties))
        rows = numpy.arange(len(frame))
        for axes, (measure, factor, label) in zip(grid.flat, panels, strict=True):
            values = frame[measure] * factor
            enough = frame[f"count {measure}"] >= FEWEST
            axes.hlines(rows[enough], 0, values[enough], color=PALE, lw=1.2)
            axes.scatter(values[enough], rows[enough], color=CALM, s=26, zorder=3)
            axes.axvline(0, color=INK, lw=0.8)
            axes.set_xlabel(label)
            axes.grid(axis="x", color="#e6e6e6", lw=0.7)
            axes.tick_params(axis="y", length=0)
        grid[0, 0].set_yticks(rows, [f"{z}" for z in frame.index], fontsize=8)
        grid[0, 0].set_ylim(len(frame) - 0.4, -0.6)
        grid[0, 0].set_ylabel("route, the least punctual first")
        plt.show()
        first = frame.iloc[0]
        calls = frame["count on-time-share"]
        say(
            f"{len(frame)} routes with at least {FEWEST} measured calls: "
            f"{(frame['on-time-share'] * calls).sum() / calls.sum():.0%} of {int(calls.sum()):,} calls "
            f"were on time (at most 60 s early, 300 s late); on route {first.name} {first['on-time-share']:.0%}. "
            "What is missing has too few measured headways; an excess wait below nought is more "
            "regular than the timetable."
        )

    @where_there_is("STOP_ARRIVAL_DELAY", "STOP_DEPARTURE_DELAY")
    def delays_of_the_day(self) -> None:
        """How late calls were, by the quarter of an hour: the middle, and what nine of ten stay below."""
        property = next(p for p in ("STOP_DEPARTURE_DELAY", "STOP_ARRIVAL_DELAY") if p in self.there)
        frame = self.lake.sql(
            f"""
            select time_bucket(interval 15 minutes, phenomenon_time) as time, count(*) as calls,
                   quantile_cont(result, 0.1) / 60 as low, median(result) / 60 as middle,
                   quantile_cont(result, 0.9) / 60 as high
            from {self.readings(property)} group by 1 order by 1
            """
        )
        if frame.empty:
            say(f"No call was measured on {self.lake.day:%Y-%m-%d}.")
            return
        full = frame.set_index("time").asfreq("15min")
        figure, (above, under) = plt.subplots(
            2, 1, figsize=(12.5, 5.4), sharex=True, layout="constrained", height_ratios=(3, 1)
        )
        title = f"{self.lake.card['name']}: delay of calls, {self.lake.day:%A %d %B %Y}"
        head(figure, self.lake, title, [property])
        times = self.lake.local(pandas.Series(full.index))
        above.fill_between(times, full.low, full.high, color=CALM, alpha=0.2, lw=0, label="8 of 10 calls")
        above.plot(times, full.middle, color=CALM, lw=1.8, marker="o", ms=2.6, label="the middle one")
        low, high = above.get_ylim()
        above.axhspan(-1, 5, color=PALE, alpha=0.15, lw=0, label="on time (1 min early to 5 late)")
        above.axhline(0, color=INK, lw=0.8)
        above.set_ylabel("delay, minutes")
        above.legend(loc="upper left", fontsize=8.5, ncols=3)
        above.set_ylim(low, high + 0.25 * (high - low))
        under.bar(times, full.calls, width=0.009, color=PALE)
        under.set_ylabel("measured calls")
        clock(under, self.lake)
        plt.show()
        latest = frame[frame.calls >= FEWEST].sort_values("middle")
        if len(latest):
            last = latest.iloc[-1]
            say(
                f"{int(frame.calls.sum()):,} measured calls in {len(frame)} quarters of an hour. The "
                f"middle one is latest at {last.time.tz_convert(self.lake.zone):%H:%M}: {last.middle:.1f} "
                f"min, and one in ten then {last.high:.1f} min or more."
            )

    def places(self) -> pandas.DataFrame:
        """Where each stop of a route and direction is, in degrees."""
        return self.lake.sql(
            f"""
            select feature as zone, any_value(bbox.xmin) as x, any_value(bbox.ymin) as y
            from {self.lake.table('observations')}
            where property in ('STOP_ARRIVAL_DELAY', 'STOP_DEPARTURE_DELAY') and bbox is not null
            group by 1
            """
        ).set_index("zone")

    @where_there_is("STOP_ARRIVAL_DELAY", "STOP_DEPARTURE_DELAY", report=True)
    def segments(self) -> None:
        """How fast buses are from stop to stop: a dot half way of each, and the slowest by name."""
        span = self.span("segment")
        frame = None if span is None else self.report.figures("segment", span)
        if frame is None or "travel-speed" not in frame:
            say("No bus was heard of at two stops of its run, or nobody knows where they are.")
            return
        frame = frame[frame["count travel-speed"] >= FEWEST]
        stops = frame.index.to_series().str.rsplit("/", n=2, expand=True)
        places = self.places()
        ends = [places.reindex((stops[0] + "/" + stops[end]).to_numpy()) for end in (1, 2)]
        frame = frame.assign(
            x=(ends[0].x.to_numpy() + ends[1].x.to_numpy()) / 2,
            y=(ends[0].y.to_numpy() + ends[1].y.to_numpy()) / 2,
            mean=frame["travel-speed"],
            name=stops[0] + ": " + stops[1] + " to " + stops[2],
        ).dropna(subset=["x", "mean"])
        points = placed_at(self.lake, Ground(self.lake), frame)
        if points.empty:
            say(f"No segment had {FEWEST} runs in the {span[0]} that begins on {span[1]}.")
            return
        title = f"{self.lake.card['name']}: speed from stop to stop, {span[0]} from {span[1]}"
        maps(self.lake, title, [("Half way between stops", points)], "km/h", list(self.there), bad="low")
        slowest = points.sort_values("mean").iloc[0]
        lost = points["time-lost"].dropna() if "time-lost" in points else pandas.Series(dtype=float)
        say(
            f"{len(points)} segments with at least {FEWEST} runs: half of them below "
            f"{points['mean'].median():.0f} km/h, stops included and as the crow flies; the slowest is "
            f"{slowest['name']} with {slowest['mean']:.1f} km/h."
            + (f" On {(lost > 0).mean():.0%} of them runs lose time against their timetable." if len(lost) else "")
        )

    @where_there_is("STOP_ARRIVAL_DELAY", "STOP_DEPARTURE_DELAY", report=True)
    def stops(self) -> None:
        """Delay at each stop, of all routes that call there."""
        span = self.span("stop")
        frame = self.report.figures("stop", span).dropna(subset=["mean-delay"])
        frame = frame.join(self.places(), how="inner")
        frame["stop"] = frame.index.str.rsplit("/", n=1).str[-1]
        frame["sum"] = frame["mean-delay"] * frame["count mean-delay"]
        stops = frame.groupby("stop").agg(
            x=("x", "mean"), y=("y", "mean"), sum=("sum", "sum"), n=("count mean-delay", "sum")
        )
        stops["mean"] = stops["sum"] / stops.n / 60
        stops["name"] = "stop " + stops.index
        points = placed_at(self.lake, Ground(self.lake), stops)
        if points.empty:
            say("No stop with a measured call lies inside the city.")
            return
        title = f"{self.lake.card['name']}: delay by stop, {span[0]} from {span[1]}"
        maps(self.lake, title, [("All measured calls", points)], "mean delay, minutes", list(self.there))
        range_of(points, "min", decimals=1)

    @where_there_is("HEADWAY")
    def day_and_usual(self) -> None:
        """Time between buses by district, the day over the usual day."""
        frame = hourly(self.lake, "HEADWAY", "district")
        if frame.empty:
            say("No headway was measured, only ones that were estimated.")
            return
        frame["value"] /= 60
        small_curves(
            self.lake, frame, "Time between buses at a stop", "mean headway, minutes", ["HEADWAY"],
            self.lake.districts.name,
        )  # fmt: skip
