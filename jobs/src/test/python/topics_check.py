"""Reads records as a consumer would who has the published schemas alone, and prints their rows.

The file holds records, each behind its length as four bytes, big endian.
"""

import json
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "notebooks"))

import citytopics  # noqa: E402


def records(path):
    data = pathlib.Path(path).read_bytes()
    at = 0
    while at < len(data):
        (size,) = struct.unpack_from(">i", data, at)
        yield data[at + 4 : at + 4 + size]
        at += 4 + size


def text(row):
    return json.dumps(
        {
            name: int(value.timestamp() * 1000 + 0.5) if hasattr(value, "timestamp") else value
            for name, value in row.items()
        }
    )


for read, path in ((citytopics.observations, sys.argv[1]), (citytopics.aggregates, sys.argv[2])):
    for record in records(path):
        for row in read(record):
            print(text(row))
