"""Learns what is usual for road links of Aarhus from the raw files and holds the baselines against it.

Usage: baseline_check.py DATA BASELINES FIRST END LINKS

BASELINES is a Parquet file learned from the days FIRST up to, without it, END of the LINKS (comma separated).
A speed of an interval without vehicles was carried over, one whose status is not OK is in doubt: neither counts.
"""

import io
import sys
import zipfile
from pathlib import Path

import numpy
import pandas

DATA, BASELINES, FIRST, END, LINKS = sys.argv[1:6]
CITYPULSE = Path(DATA, "aarhus-citypulse")


def rows() -> pandas.DataFrame:
    parts = []
    with zipfile.ZipFile(CITYPULSE / "traffic_2014-08-01_2014-09-14.zip") as recording:
        for link in LINKS.split(","):
            part = pandas.read_csv(io.BytesIO(recording.read(f"streams/AarhusTrafficData{link}.stream")))
            parts.append(part[(part.TIMESTAMP >= FIRST) & (part.TIMESTAMP < END)])
    raw = pandas.concat(parts)
    raw = raw[(raw.vehicleCount > 0) & (raw.status == "OK") & raw.avgSpeed.between(0, 300)]
    time = pandas.to_datetime(raw.TIMESTAMP)
    return pandas.DataFrame(
        {
            "feature": raw.REPORT_ID.astype(str),
            "day_kind": numpy.where(time.dt.dayofweek >= 5, "weekend", "working"),
            "local_time": time.dt.floor("30min").dt.strftime("%H:%M"),
            "day": time.dt.strftime("%Y-%m-%d"),
            "value": raw.avgSpeed.astype(float),
        }
    )


def at_share(values: numpy.ndarray, weights: numpy.ndarray, share: float) -> float:
    order = numpy.argsort(values, kind="stable")
    passed = numpy.cumsum(weights[order])
    return values[order][numpy.searchsorted(passed, share * passed[-1] - 1e-9)]


def slot(group: pandas.DataFrame) -> pandas.Series:
    by_day = group.groupby("day").value
    median = by_day.median().median()
    weights = (1 / by_day.transform("size")).to_numpy()
    values = group.value.to_numpy()
    assert by_day.size().max() <= 8
    return pandas.Series(
        {
            "median": median,
            "mad": at_share(numpy.abs(values - median), weights, 0.5),
            "p05": at_share(values, weights, 0.05),
            "p95": at_share(values, weights, 0.95),
            "days": by_day.ngroups,
            "readings": len(group),
            "first_day": group.day.min(),
        }
    )


def main() -> None:
    key = ["feature", "day_kind", "local_time"]
    expected = rows().groupby(key)[["day", "value"]].apply(slot)
    expected = expected[expected.days >= 2]
    found = pandas.read_parquet(BASELINES).set_index(key)
    # A link with a new level is learned from that on: none of these has one.
    assert (found.learned_from >= FIRST).all()
    missing = expected.index.symmetric_difference(found.index)
    assert missing.empty, list(missing[:5])
    found = found.loc[expected.index]
    for column in ["median", "mad", "p05", "p95"]:
        off = (found[column] - expected[column].astype(float)).abs()
        assert off.max() < 1e-9, (column, off.idxmax(), expected.loc[off.idxmax()], found.loc[off.idxmax()])
    assert (found.days == expected.days).all() and (found.readings == expected.readings).all()
    assert (found.first_day == expected.first_day).all()
    assert set(found.property) == {"TRAFFIC_SPEED"} and set(found.unit) == {"km/h"}
    links = len(expected.index.get_level_values("feature").unique())
    print(f"baselines: {len(expected)} half hours of {links} links of Aarhus as pandas has them")


main()
