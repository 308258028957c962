"""What lies on City Brain's topics, as rows: the schemas that are published, and nothing else.

    from confluent_kafka import Consumer              # or any other client
    consumer = Consumer({"bootstrap.servers": "...", "group.id": "me", "isolation.level": "read_committed"})
    consumer.subscribe(["citybrain.observations.water", "citybrain.aggregates"])
    ...
    for row in citytopics.observations(message.value()): ...

`./citybrain topics` says which topic holds what. A record of a topic of observations with the header
`mark` has no value: it only tells how far the clock of its feed is.
"""

from __future__ import annotations

import datetime
import io
import json
import pathlib
from collections.abc import Iterator
from typing import Any

import fastavro

SCHEMAS = pathlib.Path(__file__).parent.parent / "common/src/main/resources/citybrain/wire"

_MARKER = b"\xc3\x01"
_HEADER = 10  # the marker and the fingerprint of the schema: Avro 1.11, "Single-object encoding"


def _versions(name: str) -> dict[bytes, Any]:
    """The schemas of all versions by their fingerprints, as records bear them."""
    schemas = {}
    for file in sorted(SCHEMAS.glob(f"{name}.v*.avsc")):
        schema = json.loads(file.read_text(encoding="utf-8"))
        canonical = fastavro.schema.to_parsing_canonical_form(schema)
        fingerprint = fastavro.schema.fingerprint(canonical, "CRC-64-AVRO")
        schemas[bytes.fromhex(fingerprint)] = fastavro.parse_schema(schema)
    return schemas


_BLOCKS = _versions("observation-block")
_FRAMES = _versions("aggregate-frame")


def _read(value: bytes, versions: dict[bytes, Any]) -> dict[str, Any]:
    """A record of any version as the newest has it."""
    if value[:2] != _MARKER:
        raise ValueError("not an Avro single-object record")
    written = versions.get(value[2:_HEADER])
    if written is None:
        raise ValueError("of a schema that is not published here")
    newest = list(versions.values())[-1]
    return fastavro.schemaless_reader(io.BytesIO(value[_HEADER:]), written, newest)


def _column(entries: list[Any], rows: int, usual: Any) -> list[Any]:
    """An entry a row; one holds for all, and none stands for the usual value."""
    if len(entries) == rows:
        return entries
    return rows * (entries if entries else [usual])


def _running(differences: list[int], start: int) -> list[int]:
    total, sums = start, []
    for difference in differences:
        total += difference
        sums.append(total)
    return sums


def _ids(shared: list[int], rest: list[str], rows: int) -> list[str]:
    """Each id without what it has in common with the beginning of the one before, in bytes."""
    before, ids = b"", []
    for common, end in zip(_column(shared, rows, 0), _column(rest, rows, ""), strict=True):
        before = before[:common] + end.encode()
        ids.append(before.decode())
    return ids


def _places(record: dict[str, Any], rows: int) -> list[tuple[float, float] | None]:
    placed = _column(record["placed"], rows, True)
    having = sum(placed)
    longitudes = _running(_column(record["longitudeE7"], having, 0), 0)
    latitudes = _running(_column(record["latitudeE7"], having, 0), 0)
    found = iter(zip(longitudes, latitudes, strict=True))
    places = []
    for is_placed in placed:
        x, y = next(found) if is_placed else (0, 0)
        places.append((x / 1e7, y / 1e7) if is_placed else None)
    return places


def _time(millis: int) -> datetime.datetime:
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return epoch + datetime.timedelta(milliseconds=millis)


def _millis(time: datetime.datetime) -> int:
    """Libraries make times of fields that the schema calls so."""
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (time - epoch) // datetime.timedelta(milliseconds=1)


def observations(value: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a record of `citybrain.observations.*` or `citybrain.late`.

    A row that `replaces` a value is a correction: take that value back before you add the new one.
    """
    block = _read(value, _BLOCKS)
    rows, subjects = block["count"], block["subjectCount"]
    features = _ids(block["shared"], block["rest"], subjects)
    words = ["", *block["words"]]
    zones = [words[n] for n in _column(block["zone"], subjects, 0)]
    procedures = [words[n] for n in _column(block["procedure"], subjects, 0)]
    places = _places(block, subjects)
    times = _running(_column(block["phenomenonTimes"], rows, 0), _millis(block["phenomenonTime"]))
    result_times = _running(_column(block["resultTimes"], rows, 0), _millis(block["resultTime"]))
    scaled, others = iter(block["scaled"]), iter(block["results"])
    corrections = block["correcting"]
    replaced = dict(zip(corrections, block["replaced"], strict=True))
    qualities = _column(block["replacedQuality"], len(corrections), "GOOD")
    replaced_quality = dict(zip(corrections, qualities, strict=True))
    subject = -1
    for row, (step, property_number, quality) in enumerate(
        zip(
            _column(block["subject"], rows, 1),
            _column(block["property"], rows, 0),
            _column(block["quality"], rows, "GOOD"),
            strict=True,
        )
    ):
        subject += step
        decimals = block["decimals"][property_number]
        yield {
            "city": block["city"],
            "feed": block["feed"],
            "feature": features[subject],
            "property": block["properties"][property_number],
            "phenomenon_time": _time(times[row]),
            "result_time": _time(result_times[row]),
            "result": next(others) if decimals < 0 else next(scaled) / 10**decimals,
            "quality": quality,
            "zone": zones[subject],
            "procedure": procedures[subject],
            "position": places[subject],
            "replaces": replaced.get(row),
            "replaces_quality": replaced_quality.get(row),
        }


def _sums(frame: dict[str, Any], name: str) -> list[float]:
    if frame[f"{name}Decimals"] < 0:
        return frame[name]
    return [n / 10 ** frame[f"{name}Decimals"] for n in frame[f"{name}Scaled"]]


def aggregates(value: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a record of `citybrain.aggregates`: of a zone and window the highest revision holds.

    Count, sum and extremes are of what was measured; what nobody measured stands beside them.
    """
    frame = _read(value, _FRAMES)
    rows = frame["rows"]
    counts = _column(frame["count"], rows, 1)
    corrections = _column(frame["correction"], rows, 0)
    sums = _sums(frame, "sum")
    estimated = _column(frame["estimated"], rows, 0)
    estimated_sums = iter(_sums(frame, "estimatedSum"))
    if frame["decimals"] < 0:
        least, largest = frame["min"], frame["max"]
    else:
        more = _column(frame["maxScaled"], rows, 0)
        unit = 10 ** frame["decimals"]
        least = [n / unit for n in frame["minScaled"]]
        largest = [(n + m) / unit for n, m in zip(frame["minScaled"], more, strict=True)]
    for row, (zone, place) in enumerate(
        zip(_ids(frame["shared"], frame["rest"], rows), _places(frame, rows), strict=True)
    ):
        yield {
            "city": frame["city"],
            "layer": frame["layer"],
            "zone": zone,
            "property": frame["property"],
            "window_start": frame["windowStart"],
            "window_end": frame["windowEnd"],
            "revision": counts[row] + estimated[row] + corrections[row],
            "count": counts[row],
            "sum": sums[row],
            "min": least[row] if counts[row] else None,
            "max": largest[row] if counts[row] else None,
            "estimated_count": estimated[row],
            "estimated_sum": next(estimated_sums) if estimated[row] else 0.0,
            "position": place,
        }
