"""One domain of a city: its measured readings, its report, and what is said where they are missing."""

import functools
import json
from dataclasses import dataclass

import pandas
import pyarrow.parquet
from cityplot import say
from citylake import Lake


@dataclass(frozen=True)
class Report:
    """A table that ``./citybrain run NAME`` wrote: one figure a row, with its coverage."""

    lake: Lake
    name: str
    period: str
    rows: pandas.DataFrame
    method: dict

    @staticmethod
    def find(lake: Lake, name: str) -> "Report | None":
        """Of the periods there are, the longest with the day that is looked at, else the last."""
        folder = lake.folder / "reports" / name / f"city={lake.city}"
        day = f"{lake.day:%Y-%m-%d}"
        found = []
        for file in folder.glob("period=*/report.parquet"):
            first, last = (part[:10] for part in file.parent.name.removeprefix("period=").split("_"))
            days = (pandas.Timestamp(last) - pandas.Timestamp(first)).days
            found.append((first <= day <= last, days if first <= day <= last else 0, last, file))
        if not found:
            return None
        file = max(found)[-1]
        rows = pandas.read_parquet(file, partitioning=None).drop(columns=["geometry", "bbox"])
        method = json.loads(pyarrow.parquet.read_metadata(file).metadata[b"citybrain.report"])
        return Report(lake, name, file.parent.name.removeprefix("period="), rows, method)

    def spans(self, layer: str, *words: str) -> tuple[str, str] | None:
        """The first of these spans that there is, such as ``day``, and the date on which the one
        begins that holds the day that is looked at, else its last."""
        day = f"{self.lake.day:%Y-%m-%d}"
        for word in words:
            dates = self.rows[(self.rows.layer == layer) & (self.rows.span == word)].local_date
            if len(dates):
                length = {"day": 10, "month": 7, "year": 4}[word]
                same = dates[dates.str[:length] == day[:length]]
                return word, (same if len(same) else dates).max()
        return None

    def figures(self, layer: str, span: tuple[str, str], about: str = "") -> pandas.DataFrame:
        """A row a zone: its name, a column a measure, and what each is of (``count …``)."""
        mine = self.rows[
            (self.rows.layer == layer) & (self.rows.span == span[0])
            & (self.rows.local_date == span[1]) & (self.rows.about == about)
        ]  # fmt: skip
        wide = mine.pivot(index="zone", columns="measure", values="value")
        of = mine.pivot(index="zone", columns="measure", values="count").add_prefix("count ")
        known = mine.pivot(index="zone", columns="measure", values="coverage").add_prefix("known ")
        names = mine.drop_duplicates("zone").set_index("zone").zone_name
        return wide.join(of).join(known).assign(name=names.where(names != "", names.index))

    def tell(self) -> None:
        """What it is, of which days, and what it cannot see."""
        period = " to ".join(sorted(set(self.period.split("_")[:2])))
        say(
            f"The report `{self.name}` of {period}: {self.method['what']} "
            f"It cannot see {self.method['cannot_see']} Formulas: `./citybrain run {self.name} --help`."
        )


class Domain:
    """What a notebook looks at. What the city does not have is said once, at the beginning."""

    name = ""
    properties: tuple[str, ...] = ()
    report_name = ""

    def __init__(self, lake: Lake):
        self.lake = lake
        self.there = [p for p in self.properties if p in lake.feeds_of]
        self.report = Report.find(lake, self.report_name) if self.there else None
        if not self.there:
            say(
                f"**{lake.card['name']} has no {self.name} in this lake**: nothing of "
                f"{', '.join(p.lower() for p in self.properties)} was observed. "
                "There is nothing to see below."
            )
        elif self.report is None:
            say(
                f"There is no `{self.report_name}` of this city in the lake yet: "
                f"`./citybrain run {self.report_name} --city {lake.city}` makes it. "
                "What needs it is left out below."
            )
        else:
            self.report.tell()

    def readings(self, property: str, day: bool = True) -> str:
        """What was measured and holds, as a table of SQL: neither what nobody measured nor what a
        correction took back. Of the day that is looked at, or of all."""
        table = self.lake.table("observations")
        within = self.lake.within("phenomenon_time") if day else "true"
        return f"""(
            select * from {table} o
            where property = '{property}' and quality <> 'ESTIMATED' and {within}
              and not exists (
                select 1 from {table} c
                where c.replaces is not null and c.property = '{property}'
                  and c.feed = o.feed and c.feature = o.feature
                  and c."procedure" = o."procedure" and c.phenomenon_time = o.phenomenon_time
                  and c.replaces = o.result and coalesce(c.replaces_quality, o.quality) = o.quality
                  and c.result_time >= o.result_time))"""


def where_there_is(*properties: str, report: bool = False):
    """For what draws: it is left out where the city has none of these, or there is no report."""

    def around(draw):
        @functools.wraps(draw)
        def drawn(self, *arguments, **named):
            wanted = set(properties or self.properties)
            if not wanted & set(self.there):
                if self.there:
                    say(f"Not in this city: {', '.join(sorted(p.lower() for p in wanted))}.")
                return None
            if report and self.report is None:
                say(f"Left out: `./citybrain run {self.report_name} --city {self.lake.city}` first.")
                return None
            return draw(self, *arguments, **named)

        return drawn

    return around
