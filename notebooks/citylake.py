"""One city in a lake: what notebooks read. Answers are data frames; times are UTC.

Where the lake is and which city is meant comes from the environment, so that one notebook serves all:

    CITYBRAIN_LAKE      the lake, default .citybrain/lake of this repository
    CITYBRAIN_CITY      default: the city with the most observations
    CITYBRAIN_DAY       YYYY-MM-DD, default: the last day with at least half of its hours
    CITYBRAIN_PROPERTY  what the first map shows, default: what much of the city has and grave alerts are about
"""

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import duckdb
import geopandas
import h3
import numpy
import pandas
import pyarrow.parquet
import shapely

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ("observations", "late", "rejected", "aggregates", "alerts", "daily-summary")

# What is said of one feature may tell of the people behind it.
PERSONAL = ("ELECTRIC_ENERGY", "VEHICLE_POSITION", "VEHICLE_SPEED", "VEHICLE_OCCUPANCY")

# What there is of an alert, in the order of the query below.
ALERT = (
    "id domain rule feature property unit onset opened closed severity observed expected reason ending x y"
).split()

# What there is of a property that may be shown.
LEAD = ["domain", "property", "unit", "cells", "varies", "alerts", "grave", "placed"]

# What is a sum over an hour, not a state that has a mean.
SUMS = ("ELECTRIC_ENERGY", "TRANSFORMER_ENERGY", "TRAFFIC_VEHICLE_COUNT")

# Severities of an alert that somebody must act upon.
GRAVE = ("SEVERE", "EXTREME")

# A gap is this many times the usual interval of a series, so that jitter is none.
GAP = 3


class NoLake(Exception):
    """There is nothing to read; says what to do about it."""


@dataclass(frozen=True)
class Lake:
    """A lake as ``./citybrain up`` writes it, and the one city of it that is looked at."""

    folder: Path
    city: str

    @staticmethod
    def open() -> "Lake":
        """The lake and the city that the environment names."""
        folder = Path(os.environ.get("CITYBRAIN_LAKE") or ROOT / ".citybrain" / "lake").resolve()
        cities = Lake.cities(folder)
        if not cities:
            raise NoLake(
                f"no observations below {folder}. Run ./citybrain up --for 90s first, "
                "or say where the lake is with CITYBRAIN_LAKE."
            )
        city = os.environ.get("CITYBRAIN_CITY") or max(cities, key=cities.get)
        if city not in cities:
            raise NoLake(f"no city '{city}' in {folder}: there is {', '.join(sorted(cities))}.")
        return Lake(folder, city)

    @staticmethod
    def cities(folder: Path) -> dict[str, int]:
        """The cities that have observations, and how many bytes of them."""
        places = [p for p in (folder / "observations").glob("city=*") if any(_files(p))]
        return {
            unquote(p.name.removeprefix("city=")): sum(f.stat().st_size for f in _files(p))
            for p in places
        }

    # --- what is there ----------------------------------------------------------------------

    def place(self, dataset: str) -> Path:
        return self.folder / dataset / f"city={self.city}"

    def table(self, dataset: str) -> str:
        """A dataset of this city as a table of SQL."""
        files = f"{self.place(dataset)}/**/*.parquet".replace("'", "''")
        return f"read_parquet('{files}', hive_partitioning = true, union_by_name = true)"

    def summary(self, window: str, layer: str = "district") -> str:
        """The summary of one window (PT1H or P1D) and zone layer as a table of SQL: rows of several lie over each other.
        Files of before say neither, for they have hours of districts alone."""
        none = "select null::varchar as layer, null::varchar as \"window\" where false"
        return (
            f"(from (from {self.table('daily-summary')} union all by name {none}) "
            f"where coalesce(layer, 'district') = '{layer}' "
            f"and coalesce(\"window\", 'PT1H') = '{window}')"
        )

    def sql(self, query: str, *values, **frames: pandas.DataFrame) -> pandas.DataFrame:
        """Asks DuckDB: ``?`` stands for the values, the names of frames for tables."""
        with duckdb.connect() as connection:
            connection.execute("set timezone = 'UTC'")
            for name, frame in frames.items():
                connection.register(name, frame)
            return connection.execute(query, list(values)).df()

    def has(self, dataset: str) -> bool:
        return any(_files(self.place(dataset)))

    def contents(self) -> pandas.DataFrame:
        """Rows, files, bytes and days of every dataset of this city."""
        rows = []
        for dataset in DATASETS:
            files = list(_files(self.place(dataset)))
            days = sorted({_date(f) for f in files})
            rows.append(
                {
                    "dataset": dataset,
                    "rows": sum(pyarrow.parquet.read_metadata(f).num_rows for f in files),
                    "files": len(files),
                    "MB": sum(f.stat().st_size for f in files) / 1e6,
                    "days": len(days),
                    "first day": days[0] if days else "",
                    "last day": days[-1] if days else "",
                }
            )
        return pandas.DataFrame(rows).set_index("dataset")

    @cached_property
    def card(self) -> dict:
        """What the city file says of the city, from the footer of its newest summary."""
        files = sorted(_files(self.place("daily-summary")))
        if not files:
            raise NoLake(
                f"no daily summary of '{self.city}' yet: it is made when ./citybrain up ends, "
                "or by ./citybrain summary."
            )
        metadata = pyarrow.parquet.read_metadata(files[-1]).metadata
        if b"citybrain.city" not in metadata:
            raise NoLake("the daily summary is of an older version: run ./citybrain summary.")
        return json.loads(metadata[b"citybrain.city"])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.card["time_zone"])

    def local(self, times: pandas.Series) -> pandas.Series:
        """Times on the city's clock."""
        return times.dt.tz_convert(self.zone)

    @cached_property
    def day(self) -> pandas.Timestamp:
        """The midnight at which the day begins that is looked at, in the city."""
        wanted = os.environ.get("CITYBRAIN_DAY")
        if wanted:
            return pandas.Timestamp(wanted, tz=self.zone)
        hours = self.sql(
            f"select date::varchar as day, count(distinct local_hour) as hours "
            f"from {self.summary('PT1H')} group by 1 order by 1"
        )
        whole = hours[hours.hours >= 12]
        chosen = (whole if len(whole) else hours).day.iloc[-1]
        return pandas.Timestamp(chosen[:10], tz=self.zone)

    def within(self, column: str) -> str:
        end = self.day + pandas.DateOffset(days=1)
        return (
            f"{column} >= '{self.day.tz_convert('UTC')}'::timestamptz "
            f"and {column} < '{end.tz_convert('UTC')}'::timestamptz"
        )

    # --- places -----------------------------------------------------------------------------

    @cached_property
    def districts(self) -> geopandas.GeoDataFrame:
        """The districts the summaries know, by their id: name and shape."""
        files = sorted(_files(self.place("daily-summary")), reverse=True)
        columns = ["zone", "zone_name", "geometry"]
        found = []
        for file in files:
            # Files of before have districts alone and do not say so.
            has_layers = "layer" in pyarrow.parquet.read_schema(file).names
            only = {"filters": [("layer", "==", "district")]} if has_layers else {}
            frame = geopandas.read_parquet(file, columns=columns, **only)
            found.append(frame.drop_duplicates("zone"))
        every = pandas.concat(found).drop_duplicates("zone").dropna(subset=["geometry"])
        return every.set_index("zone").rename(columns={"zone_name": "name"}).sort_index()

    def aggregates(
        self, layer: str, property: str, width: float = 0
    ) -> geopandas.GeoDataFrame:
        """Mean over the day of what was measured in each zone of a layer, with shapes: the districts'
        own or H3's, these rolled up until they are at least so many metres wide. Of energy and counts
        it is the mean over the hours of their sums."""
        mean = "sum(sum) / count(distinct window_start)" if property in SUMS else "sum(sum) / sum(count)"
        frame = self.sql(
            f"""
            with valid as (
              select * from {self.table('aggregates')}
              where layer = ? and property = ?
                and {self.within('window_start')}
              qualify row_number() over (
                partition by zone, window_start, window_end order by revision desc) = 1)
            select zone, any_value(unit) as unit, sum(count)::bigint as count,
                   {mean} as mean, min(min) as min, max(max) as max
            from valid
            where window_end - window_start = (
              -- Hours where there are any: a day may not be over yet.
              select coalesce(
                max(window_end - window_start) filter (window_end - window_start <= interval 1 hour),
                min(window_end - window_start))
              from valid)
            group by zone having sum(count) > 0 order by zone
            """,
            layer,
            property,
        ).set_index("zone")
        if layer == "h3":
            frame = _coarser(frame, width, property in SUMS)
            shapes = [
                shapely.Polygon([(x, y) for y, x in h3.cell_to_boundary(z)]) for z in frame.index
            ]
        else:
            shapes = self.districts.geometry.reindex(frame.index)
        return geopandas.GeoDataFrame(frame, geometry=list(shapes), crs="OGC:CRS84").dropna(
            subset=["geometry"]
        )

    def properties(self) -> pandas.DataFrame:
        """What was observed that day: cells, alerts, whether placed. Empty without a finished window."""
        if not self.has("aggregates"):
            return pandas.DataFrame(columns=LEAD)
        frame = self.sql(
            f"""
            select domain, property, any_value(unit) as unit, count(distinct zone) as cells,
              min(min) < max(max) as varies
            from {self.table('aggregates')}
            where layer = 'h3' and {self.within('window_start')} group by all
            """
        )
        opened = self.alerts.property.value_counts()
        frame["alerts"] = frame.property.map(opened).fillna(0).astype(int)
        grave = self.alerts[self.alerts.severity.isin(GRAVE)].property.value_counts()
        frame["grave"] = frame.property.map(grave).fillna(0).astype(int)
        frame["placed"] = frame.property.map(self.placed)
        return frame

    def leads(self, one_a_domain: bool) -> pandas.DataFrame:
        """The property to show, of all or one a domain: one that differs between places (where a
        vehicle is counts 1 everywhere), measured here rather than placed, seen in at least half as
        many places as any, and of these the one with the most grave alerts: the noisiest rule is
        rarely what matters."""
        frame = self.properties()
        most = frame.groupby("domain").cells.transform("max") if one_a_domain else frame.cells.max()
        frame["wide"] = 2 * frame.cells >= most
        order = ["varies", "placed", "wide", "grave", "alerts", "cells", "property"]
        frame = frame.sort_values(order, ascending=[False, True, False, False, False, False, True])
        return frame.drop_duplicates("domain").sort_values("domain") if one_a_domain else frame[:1]

    def lead_property(self) -> str:
        """What the first map shows."""
        return os.environ.get("CITYBRAIN_PROPERTY") or self.leads(False).property.iloc[0]

    @cached_property
    def feeds_of(self) -> dict[str, list[str]]:
        """Which feeds observe a property."""
        frame = self.sql(f"select distinct property, feed from {self.table('observations')}")
        return frame.sort_values("feed").groupby("property").feed.apply(list).to_dict()

    def placed(self, property: str) -> bool:
        """True when nothing of it was measured in this city."""
        feeds = [self.card["feeds"].get(f, {}) for f in self.feeds_of.get(property, [])]
        return bool(feeds) and all(feed.get("placed", False) for feed in feeds)

    def attribution(self, properties: list[str]) -> str:
        """Whom to name under a picture of these properties."""
        if self.card["synthetic"]:
            return "Generated by City Brain; nothing was measured."
        feeds = {f for p in properties for f in self.feeds_of.get(p, [])}
        origins = {
            f"{card['origin']}, {card['licence']}" if card["licence"] else card["origin"]
            for name, card in sorted(self.card["feeds"].items())
            if name in feeds and card["origin"]
        }
        return "Data: " + "; ".join(sorted(origins)) if origins else ""

    # --- alerts -----------------------------------------------------------------------------

    @cached_property
    def every_alert(self) -> pandas.DataFrame:
        """One row an alert: when it opened and closed, what was seen, expected and said."""
        if not self.has("alerts"):
            return pandas.DataFrame(columns=ALERT)
        return self.sql(
            f"""
            select id, domain, rule, feature, property, any_value(unit) as unit,
                   min(onset) as onset,
                   min(time) filter (status = 'OPEN') as opened,
                   max(time) filter (status = 'CLOSED') as closed,
                   arg_max(severity, time) as severity,
                   arg_min(observed, time) filter (status = 'OPEN') as observed,
                   arg_min(expected, time) filter (status = 'OPEN') as expected,
                   arg_min(reason, time) filter (status = 'OPEN') as reason,
                   arg_max(reason, time) filter (status = 'CLOSED') as ending,
                   any_value(bbox.xmin) as x, any_value(bbox.ymin) as y
            from {self.table('alerts')}
            group by id, domain, rule, feature, property
            having opened is not null order by opened, id
            """
        )

    @cached_property
    def alerts(self) -> pandas.DataFrame:
        """Those that were open at some time of the day."""
        every = self.every_alert
        if every.empty:
            return every
        end = self.day + pandas.DateOffset(days=1)
        return every[(every.opened < end) & (every.closed.isna() | (every.closed >= self.day))]

    @cached_property
    def personal(self) -> set[str]:
        """Features behind which there may be one household or one driver."""
        names = ", ".join(f"'{p}'" for p in PERSONAL)
        frame = self.sql(
            f"select distinct feature from {self.table('observations')} where property in ({names})"
        )
        return set(frame.feature)

    def telling_alert(self) -> pandas.Series | None:
        """The alert whose series shows best what it is about: measured in units of its usual
        spread, the series is near to what was expected without the alert and furthest from it
        during the alert. It was seen before and during it, and afterwards if any was."""
        every = self.every_alert.dropna(subset=["expected"])
        every = every[~every.property.isin(PERSONAL)]
        if every.empty:
            return None
        seen = self.sql(
            f"""
            with near as (
              select id, result, expected,
                     phenomenon_time >= onset
                       and phenomenon_time < coalesce(closed, 'infinity'::timestamptz) as during,
                     phenomenon_time < onset as before
              from alert join {self.table('observations')} using (feature, property)
              where phenomenon_time between onset - interval 2 days
                    and coalesce(closed, onset) + interval 2 days),
            usual as (
              select id, median(result) as middle, mad(result) as spread,
                     count(*) filter (before) as before, count(*) filter (not before) as after
              from near where not during group by id)
            select id, usual.before, usual.after, count(*) as during,
                   count(distinct result) as values,
                   (abs(median(result) - any_value(expected))
                     - abs(any_value(middle) - any_value(expected)))
                   / (any_value(spread) + 0.02 * abs(any_value(middle)) + 1e-9) as distance
            from near join usual using (id) where during group by id, usual.before, usual.after
            """,
            alert=every[["id", "feature", "property", "onset", "closed", "expected"]],
        )
        # A value that only repeats tells of the sensor, not of the city.
        seen = seen[(seen.during >= 3) & (seen["values"] >= 3) & (seen.before >= 12)]
        if seen.empty:
            return None
        ranked = every.merge(seen, on="id")
        ranked["ended"] = ranked.closed.notna() & (ranked.after >= 6)
        ranked["long"] = ranked.during >= 6
        ranked["measured"] = ~ranked.property.map(self.placed)
        order = ["ended", "measured", "long", "distance", "id"]
        return ranked.sort_values(order, ascending=[False, False, False, False, True]).iloc[0]

    def series(self, alert: pandas.Series) -> pandas.DataFrame:
        """What was observed around an alert: as long before and after as it lasted, from three
        hours to two days."""
        frame = self.sql(
            f"""
            select phenomenon_time as time, result from {self.table('observations')}
            where feature = ? and property = ? order by 1
            """,
            alert.feature,
            alert.property,
        )
        end = alert.closed if pandas.notna(alert.closed) else frame.time.max()
        pad = min(max(2 * (end - alert.onset), pandas.Timedelta("3h")), pandas.Timedelta("2d"))
        return frame[frame.time.between(alert.onset - pad, end + pad)]

    def usual(self, alert: pandas.Series, series: pandas.DataFrame) -> pandas.DataFrame:
        """The usual course at these times: median and spread of what the same series had at the
        same quarter of an hour of other days, where there are at least three of them."""
        times = self.local(series.time).dt.floor("15min").drop_duplicates()
        frame = self.sql(
            f"""
            select phenomenon_time as time, result from {self.table('observations')}
            where feature = ? and property = ?
            """,
            alert.feature,
            alert.property,
        )
        local = self.local(frame.time)
        frame["day"], frame["slot"] = local.dt.date, local.dt.floor("15min").dt.strftime("%H:%M")
        rows = []
        for time in times:
            other = frame[(frame.slot == f"{time:%H:%M}") & (frame.day != time.date())]
            if other.day.nunique() >= 3:
                low, middle, high = other.result.quantile([0.1, 0.5, 0.9])
                rows.append({"time": time, "low": low, "middle": middle, "high": high})
        return pandas.DataFrame(rows, columns=["time", "low", "middle", "high"])

    def changes(self, alert: pandas.Series) -> pandas.DataFrame:
        """What an alert said, in order."""
        return self.sql(
            f"select time, status, observed, expected, reason from {self.table('alerts')} "
            "where id = ? order by time",
            alert.id,
        )

    # --- feeds ------------------------------------------------------------------------------

    @cached_property
    def delivered(self) -> pandas.DataFrame:
        """What each feed brought: rows, series, period, its rhythm and its gaps."""
        frame = self.sql(
            f"""
            with steps as (
              select feed, feature, property, phenomenon_time as time,
                     epoch(time - lag(time) over (
                       partition by feed, feature, property order by time)) as step
              from {self.table('observations')}),
            rhythms as (
              select feed, feature, property, median(step) as rhythm
              from steps where step > 0 group by all),
            gaps as (
              select feed, count(*) filter (step > {GAP} * rhythm) as gaps,
                     max(step) filter (step > {GAP} * rhythm) as longest,
                     median(rhythm) as rhythm
              from steps left join rhythms using (feed, feature, property) group by feed)
            select feed, rows, series, first, last, rhythm, gaps, longest
            from gaps join (
              select feed, count(*) as rows, count(distinct (feature, property)) as series,
                     min(phenomenon_time) as first, max(phenomenon_time) as last
              from {self.table('observations')} group by feed) using (feed)
            """
        ).set_index("feed")
        names = sorted(set(frame.index) | set(self.card["feeds"]) | set(self.rejected().feed))
        frame = frame.reindex(names)
        frame["rows"] = frame.rows.fillna(0).astype("int64")
        frame["late"] = frame.index.map(self._by_feed("late")).fillna(0).astype("int64")
        frame["rejected"] = frame.index.map(self._by_feed("rejected")).fillna(0).astype("int64")
        frame["placed"] = [self.card["feeds"].get(n, {}).get("placed", False) for n in names]
        return frame

    def _by_feed(self, dataset: str) -> dict[str, int]:
        if not self.has(dataset):
            return {}
        counts = self.sql(f"select feed, count(*) as n from {self.table(dataset)} group by feed")
        return dict(zip(counts.feed, counts.n, strict=True))

    def rejected(self) -> pandas.DataFrame:
        """What was refused, by feed and reason, with what was expected at one of them."""
        if not self.has("rejected"):
            return pandas.DataFrame(columns=["feed", "reason", "rows", "field", "example"])
        return self.sql(
            f"""
            select feed, reason, count(*) as rows, mode(field) as field, mode(detail) as example
            from {self.table('rejected')} group by feed, reason order by feed, rows desc
            """
        )

    def rhythm(self) -> pandas.DataFrame:
        """Observations of each feed in each five minutes."""
        return self.sql(
            f"""
            select feed, time_bucket(interval '5 minutes', phenomenon_time) as time,
                   count(*) as rows
            from {self.table('observations')} group by all order by all
            """
        )


def _files(folder: Path):
    """Finished files: what begins with a dot or an underscore is not there yet."""
    return (f for f in folder.rglob("*.parquet") if not f.name.startswith((".", "_")))


def _coarser(frame: pandas.DataFrame, width: float, sums: bool) -> pandas.DataFrame:
    """Cells rolled up to the finest resolution at which they are that wide, in metres: their means, or
    the sums of what are sums."""
    if frame.empty:
        return frame
    resolution = h3.get_resolution(frame.index[0])
    while resolution > 0 and 2 * h3.average_hexagon_edge_length(resolution, "m") < width:
        resolution -= 1
    parents = frame.index.map(lambda cell: h3.cell_to_parent(cell, resolution)).rename("zone")
    whole = frame.assign(sum=frame["mean"] * (1 if sums else frame["count"])).groupby(parents)
    rolled = whole.agg(
        unit=("unit", "first"), count=("count", "sum"), sum=("sum", "sum"),
        min=("min", "min"), max=("max", "max"),
    )  # fmt: skip
    mean = rolled["sum"] if sums else rolled["sum"] / rolled["count"]
    return rolled.assign(mean=mean).drop(columns="sum")


def _date(file: Path) -> str:
    return next(p.removeprefix("date=") for p in file.parts if p.startswith("date="))


def spell(seconds: float) -> str:
    """A time span in words, such as ``5 min`` or ``2.5 h``."""
    if numpy.isnan(seconds):
        return "-"
    for size, word in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if seconds >= size:
            return f"{seconds / size:.3g} {word}"
    return f"{seconds:.3g} s"
