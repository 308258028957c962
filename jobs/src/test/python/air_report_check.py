"""Reckons the air of Beijing from the raw files and holds the air report against it.

Usage: air_report_check.py DATA REPORT FIRST LAST

REPORT is the Parquet file of the days FIRST to LAST, which are whole months. Stations are held against
their own rows, and the city against the mean of all stations in each hour. Of the indices the Chinese one
of the day and the European one of the worst hour are reckoned anew, by their tables.
"""

import io
import math
import sys
import zipfile
from pathlib import Path

import numpy
import pandas

DATA, REPORT, FIRST, LAST = sys.argv[1:5]
COLUMNS = {
    "PM2.5": "PM2_5",
    "PM10": "PM10",
    "SO2": "SULFUR_DIOXIDE",
    "NO2": "NITROGEN_DIOXIDE",
    "CO": "CARBON_MONOXIDE",
    "O3": "OZONE",
}
# HJ 633-2012 table 1, means of 24 hours, and of O3 of 8; CO in ug/m3.
IAQI = [0, 50, 100, 150, 200, 300, 400, 500]
CHINA = {
    "PM2_5": [0, 35, 75, 115, 150, 250, 350, 500],
    "PM10": [0, 50, 150, 250, 350, 420, 500, 600],
    "SULFUR_DIOXIDE": [0, 50, 150, 475, 800, 1600, 2100, 2620],
    "NITROGEN_DIOXIDE": [0, 40, 80, 180, 280, 565, 750, 940],
    "CARBON_MONOXIDE": [0, 2000, 4000, 14000, 24000, 36000, 48000, 60000],
    "OZONE": [0, 100, 160, 215, 265, 800],
}
# ETC HE Report 2024/17 table 5.2.
EUROPE = {
    "PM2_5": [5, 15, 50, 90, 140],
    "PM10": [15, 45, 120, 195, 270],
    "NITROGEN_DIOXIDE": [10, 25, 60, 100, 150],
    "OZONE": [60, 100, 120, 160, 180],
    "SULFUR_DIOXIDE": [20, 40, 125, 190, 275],
}
LIMITS = {
    "EUROPEAN no2-1h": ("NITROGEN_DIOXIDE", 1, 200),
    "EUROPEAN so2-1h": ("SULFUR_DIOXIDE", 1, 350),
    "EUROPEAN so2-24h": ("SULFUR_DIOXIDE", 24, 125),
    "EUROPEAN pm10-24h": ("PM10", 24, 50),
    "EUROPEAN co-8h": ("CARBON_MONOXIDE", 8, 10_000),
    "EUROPEAN o3-8h": ("OZONE", 8, 120),
    "EUROPEAN o3-1h": ("OZONE", 1, 180),
    "EUROPEAN pm2.5-24h": ("PM2_5", 24, 25),
    "CHINESE no2-1h": ("NITROGEN_DIOXIDE", 1, 200),
    "CHINESE no2-24h": ("NITROGEN_DIOXIDE", 24, 80),
    "CHINESE so2-1h": ("SULFUR_DIOXIDE", 1, 500),
    "CHINESE so2-24h": ("SULFUR_DIOXIDE", 24, 150),
    "CHINESE pm10-24h": ("PM10", 24, 150),
    "CHINESE co-1h": ("CARBON_MONOXIDE", 1, 10_000),
    "CHINESE co-24h": ("CARBON_MONOXIDE", 24, 4_000),
    "CHINESE o3-8h": ("OZONE", 8, 160),
    "CHINESE o3-1h": ("OZONE", 1, 200),
    "CHINESE pm2.5-24h": ("PM2_5", 24, 75),
}
# Student's t, 0.975, by degrees of freedom, from printed tables.
STUDENT = dict(
    zip(range(2, 12), [4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010])
)


def raw() -> dict[str, pandas.DataFrame]:
    """Hours of each pollutant by station, without gaps in time."""
    parts = []
    with zipfile.ZipFile(Path(DATA, "beijing-air/PRSA_Data_20130301-20160229.zip")) as recording:
        for name in recording.namelist():
            parts.append(pandas.read_csv(io.BytesIO(recording.read(name))))
    rows = pandas.concat(parts)
    rows["time"] = pandas.to_datetime(rows[["year", "month", "day", "hour"]])
    rows = rows[(rows.time >= FIRST) & (rows.time < pandas.Timestamp(LAST) + pandas.Timedelta(days=1))]
    hours = pandas.date_range(FIRST, periods=24 * (pandas.Timestamp(LAST) - pandas.Timestamp(FIRST)).days + 24, freq="h")
    return {
        word: rows.pivot(index="time", columns="station", values=column).reindex(hours)
        for column, word in COLUMNS.items()
    }


def iaqi(pollutant: str, value: float) -> float:
    table = CHINA[pollutant]
    if math.isnan(value):
        return math.nan
    for i in range(1, len(table)):
        if value <= table[i]:
            share = (value - table[i - 1]) / (table[i] - table[i - 1])
            return math.ceil(round(IAQI[i - 1] + share * (IAQI[i] - IAQI[i - 1]), 6))
    return 500 if len(table) == len(IAQI) else math.nan


def of_place(group: str, hours: dict[str, pandas.Series]) -> dict[tuple, float]:
    """All figures of one place."""
    out = {}
    mean, eight, largest, china = {}, {}, {}, {}
    for word, series in hours.items():
        by_day = series.groupby(series.index.normalize())
        enough = by_day.count() >= 18
        mean[word] = by_day.mean().where(enough)
        largest[word] = by_day.max().where(enough)
        running = series.rolling(8, min_periods=6).mean()
        by_day_of_eight = running.groupby(running.index.normalize())
        eight[word] = by_day_of_eight.max().where(by_day_of_eight.count() >= 18)
        twenty = by_day.mean().where(by_day.count() >= 20)
        if word == "OZONE":
            twenty = by_day_of_eight.max().where(by_day_of_eight.count() >= 20)
        china[word] = twenty.map(lambda value, of=word: iaqi(of, value))
        for day, value in mean[word].dropna().items():
            out[group, "day", str(day.date()), "mean", word] = value
        by_year = mean[word].groupby(mean[word].index.year).mean()
        for year, value in by_year.dropna().items():
            out[group, "year", f"{year}-01-01", "mean", word] = value
        month = mean[word].groupby(mean[word].index.to_period("M"))
        monthly = month.mean().where(month.count() >= 0.75 * month.size())
        for year in sorted(set(mean[word].index.year)):
            pairs = [
                monthly.get(pandas.Period(f"{year}-{m:02d}"), math.nan)
                - monthly.get(pandas.Period(f"{year - 1}-{m:02d}"), math.nan)
                for m in range(1, 13)
            ]
            pairs = [pair for pair in pairs if not math.isnan(pair)]
            if len(pairs) >= 3:
                half = STUDENT[len(pairs) - 1] * numpy.std(pairs, ddof=1) / math.sqrt(len(pairs))
                key = group, "year", f"{year}-01-01", "change", word
                out[key] = numpy.mean(pairs)
                out[key + ("low",)] = numpy.mean(pairs) - half
                out[key + ("high",)] = numpy.mean(pairs) + half
    for name, (word, over, limit) in LIMITS.items():
        values = {1: largest, 8: eight, 24: mean}[over][word].dropna()
        for year, days in (values > limit).groupby(values.index.year):
            out[group, "year", f"{year}-01-01", "days-above", name] = days.sum()
    index = pandas.DataFrame(china).max(axis=1).dropna()
    for day, value in index.items():
        out[group, "day", str(day.date()), "aqi-china", ""] = value
    for year, days in (index > 100).groupby(index.index.year):
        out[group, "year", f"{year}-01-01", "days-bad", "china"] = days.sum()
    levels = pandas.DataFrame(
        {
            word: numpy.where(hours[word].isna(), numpy.nan, numpy.searchsorted(bands, hours[word]) + 1.0)
            for word, bands in EUROPE.items()
        },
        index=next(iter(hours.values())).index,
    ).max(axis=1)
    by_day = levels.groupby(levels.index.normalize())
    for day, value in by_day.max().where(by_day.count() >= 18).dropna().items():
        out[group, "day", str(day.date()), "level-europe", ""] = value
    return out


def reported() -> dict[tuple, float]:
    out = {}
    rows = pandas.read_parquet(REPORT)
    rows = rows[(rows.layer != "district") & (rows.span != "month") & (rows.measure != "aqi-us")]
    rows = rows[~((rows.measure == "days-bad") & (rows.about == "us"))]
    for row in rows.itertuples():
        about = "" if row.measure == "aqi-china" else row.about
        key = f"{row.layer}/{row.zone}", row.span, row.local_date, row.measure, about
        out[key] = row.value
        if row.measure == "change":
            out[key + ("low",)] = row.low
            out[key + ("high",)] = row.high
    return out


def main() -> None:
    hours = raw()
    expected = {}
    for station in hours["PM10"].columns:
        expected |= of_place(f"station/{station}", {word: table[station] for word, table in hours.items()})
    expected |= of_place("city/all", {word: table.mean(axis=1) for word, table in hours.items()})
    found = reported()
    assert expected.keys() == found.keys(), (
        sorted(expected.keys() - found.keys())[:5],
        sorted(found.keys() - expected.keys())[:5],
    )
    for key, value in expected.items():
        tolerance = 5e-4 * (1 + abs(value)) if key[-1] in ("low", "high") else 1e-6 * (1 + abs(value))
        assert abs(found[key] - value) <= tolerance, (key, value, found[key])
    print(f"air-report: {len(expected)} figures of Beijing as pandas has them")


main()
