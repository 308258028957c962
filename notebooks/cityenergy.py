"""Energy: load by the hour, peaks, and what is lost behind transformers. Never a single meter."""

import matplotlib.pyplot as plt
import numpy
import pandas
from citycurves import Days, curve, hourly, small_curves, whole
from citydomain import Domain, where_there_is
from citylake import Lake
from citymaps import maps, zones_of
from cityplot import ALARM, CALM, INK, head, say
from matplotlib.ticker import MaxNLocator

# A sum over fewer meters tells of people, not of a place.
FEWEST_METERS = 5


def energy_of_districts(lake: Lake) -> pandas.DataFrame:
    """Energy that meters counted in each hour, by district: their sum, in kWh, where none is missing
    and there are enough of them."""
    frame = hourly(lake, "ELECTRIC_ENERGY", "district", what="sum")
    hours = "count(distinct (feature, time_bucket(interval 1 hour, phenomenon_time)))"
    readings = lake.sql(
        f"select count(*) / {hours} as n from {lake.table('observations')} "
        "where property = 'ELECTRIC_ENERGY' and quality <> 'ESTIMATED'"
    ).n.iloc[0]
    return whole(frame[frame["count"] >= FEWEST_METERS * readings])


class Energy(Domain):
    name = "energy network"
    properties = ("ELECTRIC_ENERGY", "TRANSFORMER_ENERGY")
    report_name = "energy-report"

    @where_there_is("ELECTRIC_ENERGY")
    def city(self) -> None:
        """The whole city, hour by hour."""
        every = hourly(self.lake, "ELECTRIC_ENERGY", "district", what="sum")
        every = every.groupby("time", as_index=False)[["value", "count"]].sum().assign(zone="city")
        frame = whole(every)
        days = Days(self.lake, frame)
        if days.day.empty:
            say(f"No energy was metered on {self.lake.day:%Y-%m-%d}.")
            return
        figure, axes = plt.subplots(figsize=(12.5, 4.4), layout="constrained")
        title = f"{self.lake.card['name']}: energy of each hour, {self.lake.day:%A %d %B %Y}"
        head(figure, self.lake, title, ["ELECTRIC_ENERGY"])
        curve(axes, days, "city")
        axes.set_xticks(range(0, 24, 3))
        axes.set_ylim(bottom=0)
        axes.set_ylabel("energy of the hour, kWh (all meters)")
        axes.set_xlabel(f"hour of the day in {self.lake.card['time_zone']}")
        axes.legend(loc="lower right", fontsize=8.5, ncols=3)
        plt.show()
        day = days.day.loc["city"].dropna()
        say(
            f"{day.sum():,.0f} kWh in {len(day)} hours; most from {int(day.idxmax()):02d}:00 with "
            f"{day.max():,.0f} kWh, least from {int(day.idxmin()):02d}:00 with {day.min():,.0f} kWh. "
            f"{len(every) - len(frame)} of {len(every)} hours of the lake are left blank, for readings are "
            "missing in them and a sum of some is no sum."
        )

    @where_there_is("ELECTRIC_ENERGY")
    def quiet_and_busy(self) -> None:
        """Energy by district in the quietest and the busiest hour, on one scale."""
        frame = energy_of_districts(self.lake)
        frame = frame[self.lake.local(frame.time).dt.date == self.lake.day.date()]
        if frame.empty:
            say(f"No energy was metered on {self.lake.day:%Y-%m-%d}.")
            return
        sums = frame.groupby("time")[["value", "count"]].sum()
        full = sums[sums["count"] >= 0.9 * sums["count"].max()].value
        panels = []
        for word, time in (("Quietest", full.idxmin()), ("Busiest", full.idxmax())):
            values = frame[frame.time == time].set_index("zone").value.rename("mean")
            zones = zones_of(self.lake, "district").join(values, how="inner")
            panels.append((f"{word} hour, from {time.tz_convert(self.lake.zone):%H:%M}", zones))
        title = f"{self.lake.card['name']}: energy by district, {self.lake.day:%A %d %B %Y}"
        unit = "energy of the hour, kWh (sum of the district's meters)"
        maps(self.lake, title, panels, unit, ["ELECTRIC_ENERGY"])
        most = panels[1][1].sort_values("mean").iloc[-1]
        say(
            f"{full.min():,.0f} kWh against {full.max():,.0f} kWh. Most is used in {most['name']}: "
            f"{most['mean']:,.0f} kWh in the busiest hour, {most['mean'] / full.max():.0%} of all."
        )

    @where_there_is("ELECTRIC_ENERGY")
    def day_and_usual(self) -> None:
        """Energy of the hour by district, the day over the usual day."""
        small_curves(
            self.lake, energy_of_districts(self.lake), "Energy by district", "energy of the hour, kWh",
            ["ELECTRIC_ENERGY"], self.lake.districts.name,
        )  # fmt: skip

    @where_there_is("ELECTRIC_ENERGY", report=True)
    def peaks(self) -> None:
        """Peak against load factor of transformers with enough meters: high and even, or spiky."""
        span = self.report.spans("transformer", "day", "month")
        frame = self.report.figures("transformer", span, "meters") if span else pandas.DataFrame()
        if "load-factor" not in frame:
            say("The report knows no load of transformers.")
            return
        frame = frame.join(self._meters(), how="left").dropna(subset=["load-factor", "peak-load"])
        few = int((frame.meters < FEWEST_METERS).sum())
        frame = frame[frame.meters >= FEWEST_METERS]
        if frame.empty:
            say(f"No transformer has {FEWEST_METERS} meters.")
            return
        figure, axes = plt.subplots(figsize=(12.5, 5.2), layout="constrained")
        title = f"{self.lake.card['name']}: transformers, {span[0]} from {span[1]}"
        head(figure, self.lake, title, ["ELECTRIC_ENERGY"])
        dots = axes.scatter(
            frame["peak-load"], frame["load-factor"], c=frame["coincidence-factor"], cmap="cividis",
            s=12 + 0.7 * frame.meters, edgecolors="white", linewidths=0.5,
        )  # fmt: skip
        bar = figure.colorbar(dots, ax=axes, pad=0.01)
        bar.set_label("coincidence factor")
        bar.outline.set_visible(False)
        axes.set_xlabel("peak load, kW (largest hour); the larger the dot, the more meters")
        axes.set_ylabel("load factor (mean / peak)")
        axes.grid(color="#e6e6e6", lw=0.7)
        axes.set_axisbelow(True)
        top = frame.sort_values("peak-load").iloc[-1]
        axes.annotate(
            top.name, (top["peak-load"], top["load-factor"]), (-6, 8), textcoords="offset points",
            ha="right", fontsize=8.5,
        )  # fmt: skip
        plt.show()
        say(
            f"{len(frame)} transformers"
            + (f" ({few} with fewer than {FEWEST_METERS} meters are not shown)" if few else "")
            + f". The highest peak is {top['peak-load']:.0f} kW at {top.name}; half of them are used at "
            f"{frame['load-factor'].median():.0%} of their peak or less in the mean."
        )

    def _meters(self) -> pandas.Series:
        load = self.report.rows
        load = load[(load.layer == "transformer") & (load.measure == "load") & (load.about == "meters")]
        return load.groupby("zone")["count"].max().rename("meters")

    @where_there_is("TRANSFORMER_ENERGY", report=True)
    def losses(self) -> None:
        """What transformers gave and their meters did not count: a share that stands out is a theft,
        a fault, or a customer without a meter."""
        span = self.report.spans("transformer", "day", "month")
        frame = self.report.figures("transformer", span, "transformers") if span else pandas.DataFrame()
        if "loss-share" not in frame:
            say("The report knows no losses: no transformer spoke in the same hours as all of its meters.")
            return
        enough = self._meters().reindex(frame.index) >= FEWEST_METERS
        share = frame["loss-share"].where(enough).dropna() * 100
        if share.empty:
            say(f"No transformer with {FEWEST_METERS} meters has a loss that is known.")
            return
        figure, axes = plt.subplots(figsize=(12.5, 3.9), layout="constrained")
        title = f"{self.lake.card['name']}: lost behind transformers, {span[0]} from {span[1]}"
        head(figure, self.lake, title, ["TRANSFORMER_ENERGY", "ELECTRIC_ENERGY"])
        low, high = share.min() - 0.2, share.max() + 0.2
        bins = numpy.linspace(low, high, 1 + min(40, max(6, len(share) // 3)))
        axes.hist(share, bins=bins, color=CALM, ec="white")
        middle = share.median()
        axes.axvline(middle, color=INK, lw=1.4, label=f"median {middle:.1f} %")
        far = middle + 5 * max((share - middle).abs().median(), 0.1)
        above = share[share > far].sort_values(ascending=False)
        if len(above):
            axes.axvline(far, color=ALARM, lw=1.4, ls="--", label=f"far off: above {far:.1f} %")
        axes.legend(fontsize=8.5)
        axes.set_xlabel("share of the transformer's energy that no meter counted, %")
        axes.set_ylabel("transformers")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        plt.show()
        hours = frame["count loss-share"].median()
        say(
            f"{len(share)} transformers, of {hours:.0f} hours each (median) in which it and all of its "
            f"meters spoke. {len(above)} lie more than five usual distances above the middle"
            + (f": {', '.join(f'{z} {v:.1f} %' for z, v in above[:5].items())}." if len(above) else ".")
        )
