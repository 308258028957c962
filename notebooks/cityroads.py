"""Roads: how fast they are by the hour, and how much longer and less reliably they take than when free."""

import geopandas
import matplotlib.pyplot as plt
import pandas
from citycurves import hourly, small_curves
from citydomain import Domain, where_there_is
from citylive import Layer, live_map
from citymaps import maps, placed_at, range_of
from cityplot import ALARM, CALM, INK, Ground, head, say

# Links in the picture of those that cost most time.
WORST = 15


class Roads(Domain):
    name = "road traffic"
    properties = ("TRAFFIC_SPEED", "TRAVEL_TIME", "TRAFFIC_VEHICLE_COUNT")
    report_name = "traffic-report"

    def links(self) -> pandas.DataFrame:
        """Where each link is: of a link with a shape, the middle."""
        return self.lake.sql(
            f"""
            select feature as link, avg(bbox.xmin + bbox.xmax) / 2 as x,
                   avg(bbox.ymin + bbox.ymax) / 2 as y
            from {self.lake.table('observations')}
            where property in ('TRAFFIC_SPEED', 'TRAVEL_TIME') and bbox is not null group by 1
            """
        ).set_index("link")

    def speeds(self) -> pandas.DataFrame:
        """Mean speed of each link in each hour of the day."""
        frame = self.lake.sql(
            f"""
            select feature as link, time_bucket(interval 1 hour, phenomenon_time) as hour,
                   avg(result) as speed
            from {self.readings('TRAFFIC_SPEED')} group by all
            """
        )
        return frame.pivot(index="link", columns="hour", values="speed")

    def indices(self, about: str) -> pandas.DataFrame:
        """What the report says of each link of the month."""
        span = self.report.spans("link", "month")
        return self.report.figures("link", span, about)

    def points(self, values: pandas.DataFrame) -> geopandas.GeoDataFrame:
        """Links on the ground; those that lie nowhere are left out."""
        placed = values.join(self.links(), how="inner").assign(name="link " + values.index)
        return placed_at(self.lake, Ground(self.lake), placed)

    @where_there_is("TRAFFIC_SPEED")
    def live(self) -> None:
        """Hour by hour: the speed as a multiple of free flow where there is a report, and itself."""
        speeds = self.speeds()
        places = self.points(pandas.DataFrame(index=speeds.index))
        speeds = speeds.loc[places.index]
        layers = [Layer("mean speed of the hour", "km/h", places, speeds, bad="low")]
        if self.report is not None:
            free = self.indices("all day")["free-flow-speed"].reindex(speeds.index)
            slower = (1 / speeds.div(free, axis=0)).where(speeds > 0)
            name = "free-flow speed / speed of the hour"
            layers.insert(0, Layer(name, "times as slow as free flow", places, slower))
        title = f"{self.lake.card['name']}: roads hour by hour, {self.lake.day:%A %d %B %Y}"
        live_map(self.lake, title, layers, ["TRAFFIC_SPEED"], self.properties)
        slow = speeds.mean()
        hour = slow.idxmin()
        say(
            f"{len(places)} links. The mean over them is lowest at "
            f"{hour.tz_convert(self.lake.zone):%H:%M} with {slow.min():.1f} km/h, and highest at "
            f"{slow.idxmax().tz_convert(self.lake.zone):%H:%M} with {slow.max():.1f} km/h. "
            "Only what was measured counts; a link without a reading in an hour is an empty ring."
        )

    @where_there_is("TRAFFIC_SPEED")
    def quiet_and_busy(self) -> None:
        """The fastest and the slowest hour of the day side by side, on one scale."""
        speeds = self.speeds()
        known = speeds.notna().sum()
        means = speeds.mean()[known >= 0.8 * known.max()]
        hours = [means.idxmax(), means.idxmin()]
        panels = []
        for word, hour in zip(("Fastest", "Slowest"), hours, strict=True):
            frame = self.points(speeds[[hour]].dropna().rename(columns={hour: "mean"}))
            panels.append((f"{word} hour, from {hour.tz_convert(self.lake.zone):%H:%M}", frame))
        title = f"{self.lake.card['name']}: mean speed by link, {self.lake.day:%A %d %B %Y}"
        maps(self.lake, title, panels, "mean speed of the hour, km/h", ["TRAFFIC_SPEED"], "low")
        both = speeds[hours].dropna()
        slower = (both[hours[1]] < 0.8 * both[hours[0]]).sum()
        say(
            f"In the mean of its links {means.max():.1f} km/h in the one hour and {means.min():.1f} "
            f"km/h in the other; {slower} of {len(both)} links lose more than a fifth of their speed. "
            "Where two directions lie on one spot, the slower is on top."
        )

    @where_there_is("TRAVEL_TIME", "TRAFFIC_SPEED", report=True)
    def reliability(self) -> None:
        """Travel time index all day and in the peaks, side by side."""
        panels = []
        for about, word in (("all day", "All day"), ("peak", "In the peaks, Monday to Friday")):
            frame = self.indices(about)
            if "travel-time-index" not in frame:
                continue
            values = frame[["travel-time-index"]].rename(columns={"travel-time-index": "mean"})
            panels.append((word, self.points(values.dropna())))
        unit = "travel time index: mean travel time / free-flow travel time"
        title = f"{self.lake.card['name']}: how much longer than when free, {self.report.period[:7]}"
        maps(self.lake, title, panels, unit, ["TRAVEL_TIME"])
        range_of(panels[-1][1], "times the free-flow time")

    @where_there_is("TRAVEL_TIME", "TRAFFIC_SPEED", report=True)
    def worst(self) -> None:
        """The links that cost most time, and how unreliable they are."""
        frame = self.indices("all day").dropna(subset=["travel-time-index"])
        order = "delay" if "delay" in frame else "planning-time-index"
        top = frame.sort_values(order, ascending=False)[:WORST]
        figure, (left, right) = plt.subplots(
            1, 2, figsize=(12.5, 1.9 + 0.28 * len(top)), sharey=True, layout="constrained"
        )
        title = f"{self.lake.card['name']}: the links that cost most time, {self.report.period[:7]}"
        below = head(figure, self.lake, title, ["TRAVEL_TIME", "TRAFFIC_VEHICLE_COUNT"], legend=0.35)
        rows = range(len(top))
        if "delay" in frame:
            left.barh(rows, top["delay"], color=CALM, height=0.65)
        left.set_xlabel("delay in the period of the report, vehicle hours")
        left.set_yticks(rows, [f"link {z}" for z in top.index])
        left.set_ylim(len(top) - 0.4, -0.6)
        index, plan = top["travel-time-index"], top["planning-time-index"]
        right.hlines(rows, index, plan, color=INK, lw=1)
        right.scatter(index, rows, color=CALM, zorder=3, label="travel time index (mean)")
        right.scatter(
            plan, rows, color=ALARM, marker="D", zorder=3, label="planning time index (95 %)"
        )
        right.axvline(1, color=INK, lw=0.8, ls=":")
        right.set_xlabel("multiples of the free-flow travel time")
        figure.legend(
            *right.get_legend_handles_labels(), loc="lower center", ncols=2, fontsize=8.5,
            bbox_to_anchor=(0.75, below),
        )  # fmt: skip
        for axes in (left, right):
            axes.grid(axis="x", color="#e6e6e6", lw=0.7)
            axes.set_axisbelow(True)
            axes.tick_params(axis="y", length=0)
        plt.show()
        first = top.iloc[0]
        share = f"{top['delay'].sum() / frame['delay'].sum():.0%} of all delay" if "delay" in frame else ""
        say(
            f"{len(top)} of {len(frame)} links" + (f" have {share}" if share else "") + "; the first is "
            f"link {first.name}, where one in twenty readings takes {first['planning-time-index']:.1f} "
            f"times the free-flow time or more. Known are {frame['known travel-time-index'].median():.0%} "
            "of the hours of the month (median of the links): what a short lake says of a month is little."
        )

    @where_there_is("TRAVEL_TIME", "TRAFFIC_SPEED", report=True)
    def corridors(self) -> None:
        """Each corridor of the city file: how much longer on average, and to be in time 19 times of 20."""
        span = self.report.spans("corridor", "month")
        if span is None:
            say("The city file names no `corridors`, or none of them was known from end to end.")
            return
        every = {about: self.report.figures("corridor", span, about) for about in ("all day", "peak")}
        rows = [
            (zone, about, frame.loc[zone])
            for zone in every["all day"].index
            for about, frame in every.items()
            if zone in frame.index
        ]
        figure, axes = plt.subplots(figsize=(12.5, 1.7 + 0.42 * len(rows)), layout="constrained")
        title = f"{self.lake.card['name']}: corridors, {self.report.period[:7]}"
        head(figure, self.lake, title, list(self.there))
        for y, (_, about, row) in enumerate(rows):
            colour = ALARM if about == "peak" else CALM
            mean, planned = row["travel-time-index"], row["planning-time-index"]
            axes.hlines(y, 1, planned, color=colour, lw=2, alpha=0.45)
            axes.scatter([mean], [y], color=colour, s=60, zorder=3, label="on average" if y == 0 else None)
            axes.scatter(
                [planned], [y], facecolor="white", edgecolor=colour, s=60, zorder=3,
                label="to be in time 19 times of 20" if y == 0 else None,
            )  # fmt: skip
        axes.axvline(1, color=INK, lw=0.8)
        axes.set_yticks(range(len(rows)), [f"{zone}, {about}" for zone, about, _ in rows], fontsize=9)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel("travel time as a multiple of that on the free road")
        axes.grid(axis="x", color="#e6e6e6", lw=0.7)
        axes.tick_params(axis="y", length=0)
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, fontsize=8.5, frameon=False)
        plt.show()
        zone, about, worst = max(rows, key=lambda one: one[2]["planning-time-index"])
        say(
            f"On {zone}, {about}, who must be in time 19 times of 20 plans {worst['planning-time-index']:.2f} times "
            f"what the free road takes, and needs {worst['travel-time-index']:.2f} times on average "
            f"({int(worst['count travel-time-index'])} quarters of an hour in which all its links were known)."
        )

    @where_there_is("TRAFFIC_SPEED")
    def day_and_usual(self) -> None:
        """Speeds of each district, the day over the usual day."""
        frame = hourly(self.lake, "TRAFFIC_SPEED", "district")
        small_curves(
            self.lake, frame, "Speed by district", "mean speed, km/h", ["TRAFFIC_SPEED"],
            self.lake.districts.name,
        )  # fmt: skip
