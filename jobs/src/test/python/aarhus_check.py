"""Sums the traffic of Aarhus from the raw files and holds hours of districts against it.

Usage: aarhus_check.py DATA FIRST END LAKE HOURS

HOURS are aggregates as lines of JSON; LAKE has the daily summary. A speed of an interval in which no
vehicle came is carried over from before: it is counted apart. Of two rows of one segment and time the
first holds.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import geopandas
import pandas
import pyarrow.dataset

DATA, FIRST, END, LAKE, HOURS = sys.argv[1:6]
COLUMNS = {"avgSpeed": ("TRAFFIC_SPEED", 300), "avgMeasuredTime": ("TRAVEL_TIME", 86_400)}
KEY = ["zone", "property", "hour_start"]
CITYPULSE = Path(DATA, "aarhus-citypulse")


def rows() -> pandas.DataFrame:
    parts = []
    with zipfile.ZipFile(CITYPULSE / "traffic_2014-08-01_2014-09-14.zip") as recording:
        for name in recording.namelist():
            if name.endswith(".stream"):
                part = pandas.read_csv(
                    io.BytesIO(recording.read(name)),
                    usecols=["avgSpeed", "avgMeasuredTime", "TIMESTAMP", "vehicleCount", "REPORT_ID"],
                )
                parts.append(part[(part.TIMESTAMP >= FIRST) & (part.TIMESTAMP < END)])
    return pandas.concat(parts)


def districts() -> pandas.Series:
    """The district of each segment, by the point half way between its ends."""
    meta = pandas.read_csv(CITYPULSE / "dataset/MetaData/trafficMetaData.csv")
    points = geopandas.points_from_xy(
        (meta.POINT_1_LNG + meta.POINT_2_LNG) / 2, (meta.POINT_1_LAT + meta.POINT_2_LAT) / 2
    )
    segments = geopandas.GeoDataFrame(meta[["REPORT_ID"]], geometry=points, crs="OGC:CRS84")
    areas = geopandas.read_file(Path(DATA, "aarhus-geo/districts.geojson"))
    areas = areas.set_crs("OGC:CRS84", allow_override=True)[["district_id", "geometry"]]
    joined = segments.sjoin(areas, how="left", predicate="intersects")
    return joined.groupby("REPORT_ID").district_id.min().fillna("").astype(str)


def expected() -> pandas.DataFrame:
    raw = rows()
    local = pandas.to_datetime(raw.TIMESTAMP).dt.floor("h").dt.tz_localize("Europe/Copenhagen")
    raw = raw.assign(
        zone=raw.REPORT_ID.map(districts()),
        hour_start=local.dt.tz_convert("UTC").astype("datetime64[ms, UTC]").astype("int64"),
        measured=raw.vehicleCount > 0,
    )
    assert raw.zone.notna().all()
    tables = []
    for column, (name, most) in COLUMNS.items():
        seen = raw[raw[column].between(0, most)].drop_duplicates(["REPORT_ID", "TIMESTAMP"])
        seen = seen.assign(property=name, value=seen[column].astype(float))
        measured = seen[seen.measured].groupby(KEY).value.agg(["count", "sum", "min", "max"])
        carried = seen[~seen.measured].groupby(KEY).value.agg(["count", "sum"])
        carried.columns = ["estimated_count", "estimated_sum"]
        tables.append(measured.join(carried, how="outer").fillna(0.0))
    return pandas.concat(tables).sort_index()


def compare(what: str, found: pandas.DataFrame, wanted: pandas.DataFrame) -> None:
    found = found.set_index(KEY).sort_index()[wanted.columns].astype(float)
    assert found.index.equals(wanted.index), (what, found.index.symmetric_difference(wanted.index))
    pandas.testing.assert_frame_equal(found, wanted.astype(float), rtol=1e-12, check_exact=False)


def summary(wanted: pandas.DataFrame) -> pandas.DataFrame:
    lake = pyarrow.dataset.dataset(Path(LAKE, "daily-summary"), partitioning="hive")
    field = pyarrow.dataset.field
    of = (field("layer") == "district") & (field("window") == "PT1H")
    table = lake.to_table(filter=of & field("property").isin(wanted.property))
    frame = table.to_pandas()
    frame["hour_start"] = frame.hour_start.astype("datetime64[ms, UTC]").astype("int64")
    off = (frame["mean"] * frame["count"]).fillna(0.0) - frame["sum"]
    assert (off.abs() <= 1e-9 * frame["sum"].abs()).all()
    share = frame["count"] / (frame["count"] + frame.estimated_count)
    assert (share - frame.measured_share).abs().max() < 1e-12
    assert (frame["mean"].isna() == (frame["count"] == 0)).all()
    return frame.fillna({"min": 0.0, "max": 0.0})


wanted = expected()
hours = pandas.DataFrame([json.loads(line) for line in Path(HOURS).read_text().splitlines()])
compare("aggregates", hours[hours.property.isin([p for p, _ in COLUMNS.values()])], wanted)
compare("summary", summary(wanted.reset_index()), wanted)
speed = wanted.xs("TRAFFIC_SPEED", level="property")
mixed = (speed["sum"] + speed.estimated_sum) / (speed["count"] + speed.estimated_count)
off = ((mixed - speed["sum"] / speed["count"]).abs() > 5).sum()
share = speed.estimated_count.sum() / (speed["count"].sum() + speed.estimated_count.sum())
print(
    f"Aarhus: {len(wanted):,} hours of districts as pandas has them; {share:.0%} of the speeds were"
    f" carried over, and with them {off} of {len(speed):,} means would be off by more than 5 km/h"
)
