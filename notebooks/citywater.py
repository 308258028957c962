"""Water: what comes in, what meters count, what is lost at night, and where pressure and tanks stand."""

import matplotlib.pyplot as plt
import numpy
import pandas
from citycurves import hourly, small_curves
from citydomain import Domain, where_there_is
from citymaps import maps, range_of, zones_of
from cityplot import ALARM, CALM, INK, PALE, clock, head, say


class Water(Domain):
    name = "water network"
    properties = ("WATER_FLOW", "WATER_PRESSURE", "WATER_DEMAND", "WATER_LEVEL")
    report_name = "water-balance"

    def balance(self) -> tuple[pandas.DataFrame, tuple[str, str]] | None:
        """The district metered areas of the day, else the whole network; none when there is none."""
        for layer in ("dma", "network", "inlet"):
            span = self.report.spans(layer, "day", "month")
            if span:
                frame = self.report.figures(layer, span)
                frame["name"] = frame.name.where(frame.name != "all", "the whole network")
                shapes = zones_of(self.lake, layer)
                if shapes is not None:
                    frame["name"] = shapes.name.reindex(frame.index).fillna(frame.name)
                if "inflow" in frame:
                    return frame.dropna(subset=["inflow"]), span
        return None

    @where_there_is("WATER_FLOW", report=True)
    def where_it_goes(self) -> None:
        """Inflow of each area, and how much of it meters have counted."""
        found = self.balance()
        if found is None or found[0].empty:
            say("The report knows the inflow of no area.")
            return
        frame, span = found
        if "metered-demand" not in frame:
            frame["metered-demand"] = numpy.nan
        # Only hours in which both are known are compared.
        both = frame.get("non-revenue-water", pandas.Series(numpy.nan, frame.index))
        frame["lost"] = both
        frame = frame.sort_values("lost" if frame.lost.notna().any() else "inflow", ascending=False)
        figure, axes = plt.subplots(
            figsize=(12.5, 2.2 + max(0.6, 0.24 * len(frame))), layout="constrained"
        )
        title = f"{self.lake.card['name']}: where the water goes, {span[0]} from {span[1]}"
        below = head(figure, self.lake, title, ["WATER_FLOW", "WATER_DEMAND"], legend=0.35)
        rows = range(len(frame))
        known = frame.lost.notna()
        axes.barh(
            rows, numpy.where(known, frame["metered-demand"], 0), color=CALM, height=0.7,
            label="counted by meters",
        )
        axes.barh(
            rows, numpy.where(known, frame.lost, 0), left=numpy.where(known, frame["metered-demand"], 0),
            color="#f2b134", height=0.7, hatch="//", edgecolor="white",
            label="not counted (non-revenue water)",
        )  # fmt: skip
        axes.barh(
            rows, numpy.where(known, 0, frame.inflow), color=PALE, height=0.7,
            label="inflow, nothing to compare with" if (~known).any() else "",
        )  # fmt: skip
        axes.set_yticks(rows, frame.name, fontsize=8)
        axes.set_ylim(len(frame) - 0.4, -0.6)
        axes.set_xlabel(f"m³ in the {span[0]}, of hours in which inlets and meters are known")
        axes.grid(axis="x", color="#e6e6e6", lw=0.7)
        axes.set_axisbelow(True)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="lower center", bbox_to_anchor=(0.5, below), ncols=3, fontsize=8.5)
        plt.show()
        share = frame.lost.sum() / (frame.lost + frame["metered-demand"]).sum() if known.any() else None
        hours = int(frame["count inflow"].median())
        say(
            f"{frame.inflow.sum():,.0f} m³ of inflow into {_count(len(frame), 'area')} in {hours} known "
            "hours (median). "
            + (
                f"Meters did not count {share:.0%} of it; most in {frame.name.iloc[0]}, "
                f"{frame.lost.iloc[0]:,.0f} m³. That is a loss only where every customer has a meter."
                if share is not None
                else "No meters to compare it with."
            )
        )

    @where_there_is("WATER_FLOW", report=True)
    def map_of_losses(self) -> None:
        """Share of the inflow that nobody counted, by district metered area."""
        found, shapes = self.balance(), zones_of(self.lake, "dma")
        if found is None or shapes is None or "non-revenue-share" not in found[0]:
            say("No map: this city has no district metered areas with a shape in the lake.")
            return
        frame, span = found
        zones = shapes.join(frame[["non-revenue-share"]] * 100, how="inner")
        zones = zones.rename(columns={"non-revenue-share": "mean"}).dropna(subset=["mean"])
        title = f"{self.lake.card['name']}: water that no meter counted, {span[0]} from {span[1]}"
        unit = "non-revenue water, % of the inflow of the same hours"
        maps(self.lake, title, [("By district metered area", zones)], unit, ["WATER_FLOW", "WATER_DEMAND"])
        range_of(zones, "%", decimals=0)

    @where_there_is("WATER_FLOW", report=True)
    def night(self) -> None:
        """Flow at night against what meters count then: the rest is leakage, or use without a meter."""
        found = self.balance()
        if found is None or "minimum-night-flow" not in found[0]:
            say("The report knows no night flow.")
            return
        frame, span = found
        frame = frame.dropna(subset=["minimum-night-flow"])
        frame["gap"] = frame["minimum-night-flow"] - frame["night-use"]
        frame = frame.sort_values("gap", ascending=False)
        figure, axes = plt.subplots(
            figsize=(12.5, 2.2 + max(0.6, 0.24 * len(frame))), layout="constrained"
        )
        title = f"{self.lake.card['name']}: the night, {span[0]} from {span[1]}"
        below = head(figure, self.lake, title, ["WATER_FLOW", "WATER_DEMAND"], legend=0.35)
        rows = range(len(frame))
        axes.hlines(rows, frame["night-use"], frame["minimum-night-flow"], color=INK, lw=1.1)
        axes.scatter(frame["night-use"], rows, color=CALM, zorder=3, label="counted by meters in that hour")
        axes.scatter(
            frame["minimum-night-flow"], rows, color=ALARM, marker="D", zorder=3, label="minimum night flow"
        )
        axes.set_yticks(rows, frame.name, fontsize=8)
        axes.set_ylim(len(frame) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.set_xlabel("L/s")
        axes.grid(axis="x", color="#e6e6e6", lw=0.7)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="lower center", bbox_to_anchor=(0.5, below), ncols=3, fontsize=8.5)
        plt.show()
        first = frame.iloc[0]
        leak = frame["leakage"].sum() if "leakage" in frame else numpy.nan
        say(
            f"The widest gap is in {first['name']}: {first['minimum-night-flow']:.2f} L/s flow in, "
            f"{first['night-use']:.2f} L/s are counted."
            + (
                f" Over the {span[0]} that makes {leak:,.0f} m³ of leakage in all areas, more than "
                "leaks where not every customer has a meter."
                if leak > 0
                else ""
            )
        )

    @where_there_is("WATER_FLOW")
    def day_and_usual(self) -> None:
        """Flow at each meter of the network, the day over the usual day."""
        frame = self.lake.sql(
            f"""
            select feature as zone, any_value(zone) as area,
                   time_bucket(interval 1 hour, phenomenon_time) as time, avg(result) as value
            from {self.readings('WATER_FLOW', day=False)} group by feature, 3 order by all
            """
        )
        areas = frame.drop_duplicates("zone").set_index("zone").area.str.split("/").str[-1]
        shapes = zones_of(self.lake, "dma")
        known = areas.map(shapes.name) if shapes is not None else areas
        names = pandas.Series(areas.index, areas.index) + known.fillna("").map(lambda n: f", {n}" if n else "")
        title = "Flow at the meters of the network"
        small_curves(self.lake, frame, title, "mean flow, L/s", ["WATER_FLOW"], names)

    @where_there_is("WATER_PRESSURE")
    def pressure(self) -> None:
        """Lowest and highest hour of pressure by area, side by side on one scale."""
        layer = "dma" if zones_of(self.lake, "dma") is not None else "district"
        shapes, frame = zones_of(self.lake, layer), hourly(self.lake, "WATER_PRESSURE", layer)
        frame = frame[self.lake.local(frame.time).dt.date == self.lake.day.date()]
        if frame.empty:
            say(f"No pressure was measured on {self.lake.day:%Y-%m-%d}.")
            return
        means = frame.groupby("time").value.mean()
        panels = []
        for word, time in (("Highest", means.idxmax()), ("Lowest", means.idxmin())):
            values = frame[frame.time == time].set_index("zone").value.rename("mean")
            zones = shapes.join(values, how="inner")
            panels.append((f"{word} hour, from {time.tz_convert(self.lake.zone):%H:%M}", zones))
        title = f"{self.lake.card['name']}: pressure by area, {self.lake.day:%A %d %B %Y}"
        maps(self.lake, title, panels, "mean pressure of the hour, m of water column", ["WATER_PRESSURE"])
        lowest = panels[1][1].sort_values("mean").iloc[0]
        say(
            f"The mean over areas falls from {means.max():.1f} to {means.min():.1f} m; lowest is "
            f"{lowest['name']} with {lowest['mean']:.1f} m."
        )

    @where_there_is("WATER_LEVEL")
    def tanks(self) -> None:
        """Levels of tanks; where none was reported the line breaks."""
        frame = self.lake.sql(
            f"""
            select feature as tank, time_bucket(interval 15 minutes, phenomenon_time) as time,
                   avg(result) as level
            from {self.readings('WATER_LEVEL', day=False)} group by all order by all
            """
        )
        table = frame.pivot(index="time", columns="tank", values="level").asfreq("15min")
        figure, axes = plt.subplots(figsize=(12.5, 4.2), layout="constrained")
        head(figure, self.lake, f"{self.lake.card['name']}: tanks", ["WATER_LEVEL"])
        times = self.lake.local(pandas.Series(table.index))
        styles = ["-", "--", ":", "-."]
        for n, tank in enumerate(table.columns[: 2 * len(styles)]):
            axes.plot(times, table[tank], label=tank, ls=styles[n % 4], color=(CALM, INK)[n // 4], lw=1.6)
        axes.set_ylabel("level, m")
        axes.grid(color="#e6e6e6", lw=0.7)
        axes.legend(fontsize=8.5, ncols=4, loc="upper right")
        low, high = axes.get_ylim()
        axes.set_ylim(low, high + 0.15 * (high - low))
        clock(axes, self.lake)
        plt.show()
        lowest = table.min().idxmin()
        say(
            f"{_count(table.shape[1], 'tank')}. The lowest level is {table.min().min():.2f} m in {lowest}, at "
            f"{table[lowest].idxmin().tz_convert(self.lake.zone):%a %d %b %H:%M}; "
            f"{int(table.isna().sum().sum())} quarters of an hour are gaps."
        )


def _count(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"
