"""Delays and headways of Kingston by pandas, from the polls and the timetable; knows nothing of our code.

Prints JSON: words as [property, feature, trip, time, delay], delays likewise, one a call, headways as
[feature, trip, time, seconds], scheduled as [feature, trip, seconds].
"""

import io
import json
import sys
import tarfile
import zipfile

import pandas as pd
from google.transit import gtfs_realtime_pb2

WINDOW = 120
LONGEST = 2 * 3600

folder = sys.argv[1]
with zipfile.ZipFile(f"{folder}/gtfs.zip") as gtfs:
    def table(name):
        return pd.read_csv(io.BytesIO(gtfs.read(name)), dtype=str, encoding="utf-8-sig")

    trips = table("trips.txt").set_index("trip_id")
    times = table("stop_times.txt")
    exceptions = table("calendar_dates.txt")
    has_weekly = "calendar.txt" in gtfs.namelist()
assert not has_weekly, "Kingston writes its calendar as dates only"

rows = []
polls_read = []
with tarfile.open(f"{folder}/trip_updates_pb.tar.xz") as polls:
    for member in polls:
        if not member.isfile():
            continue
        message = gtfs_realtime_pb2.FeedMessage()
        message.ParseFromString(polls.extractfile(member).read())
        now = message.header.timestamp
        polls_read.append((now, 5 + int("".join(c for c in member.name if c.isdigit()))))
        for entity in message.entity:
            trip = entity.trip_update.trip
            if trip.trip_id not in trips.index:
                continue
            for call in entity.trip_update.stop_time_update:
                if call.schedule_relationship != call.SCHEDULED:
                    continue
                for name in ("arrival", "departure"):
                    if call.HasField(name):
                        event = getattr(call, name)
                        if abs(event.time - now) <= WINDOW:
                            rows.append((now, name, trip.trip_id, trip.start_date, call.stop_id,
                                         call.stop_sequence, event.time, event.delay))
said = pd.DataFrame(
    rows, columns=["said", "event", "trip", "day", "stop", "sequence", "time", "delay"])
said["route"] = said["trip"].map(trips["route_id"])
said["feature"] = said["route"] + "/-/" + said["stop"]
said["run"] = said["day"] + "/" + said["trip"]
# A trip that comes to a stop twice has a call with each sequence.
visits = times.groupby(["trip_id", "stop_id"]).size()
twice = visits[visits > 1].index
loops = pd.MultiIndex.from_frame(said[["trip", "stop"]]).isin(twice)
said.loc[loops, "run"] += "#" + said.loc[loops, "sequence"].astype(str)

# Of the words about a call the first that comes after it, else the last before it; but two words that lie
# further apart than the window are two, when the clock of the feed had passed the first by as much.
clock, reached = 0, {}
for now, arrival in polls_read:
    reached[now] = clock
    heard = said.loc[(said["said"] == now) & (said["time"] <= arrival + 1), "time"]
    clock = max(clock, heard.max() if len(heard) else 0)
told = []
for call, words in said.sort_values("said", kind="stable").groupby(["event", "feature", "run"], sort=False):
    waiting, final = None, None
    for word in words.itertuples():
        if waiting is not None and waiting.time + WINDOW < reached[word.said]:
            told.append(waiting)
            waiting, final = None, waiting.time
        if final is not None and abs(word.time - final) <= WINDOW:
            continue
        if word.time <= word.said:
            told.append(word)
            waiting, final = None, word.time
        else:
            waiting, final = word, None
    if waiting is not None:
        told.append(waiting)
words, said = said, pd.DataFrame(told).drop(columns="Index")

# The newest word about a trip at a stop; a departure says more than an arrival.
said["rank"] = said["event"].map({"arrival": 0, "departure": 1})
last = said.sort_values(["said", "rank"]).groupby(["feature", "run"]).tail(1)
last = last.sort_values(["feature", "time", "run"])
last["headway"] = last.groupby("feature")["time"].diff()
headways = last[last["headway"].between(0, LONGEST)]

# By the timetable: to the trip before that runs on the day, whether or not it was heard of.
day = said["day"].unique()
assert len(day) == 1, "one service day"
runs = exceptions[(exceptions["date"] == day[0]) & (exceptions["exception_type"] == "1")]
active = trips[trips["service_id"].isin(runs["service_id"])]
times = times[times["trip_id"].isin(active.index)].copy()
clock = times["departure_time"].str.split(":", expand=True).astype(int)
times["seconds"] = clock[0] * 3600 + clock[1] * 60 + clock[2]
times["feature"] = times["trip_id"].map(active["route_id"]) + "/-/" + times["stop_id"]
# A loop calls twice at a stop: the vehicle before is always another one.
pairs = times[["feature", "trip_id", "seconds"]].merge(
    times[["feature", "trip_id", "seconds"]], on="feature", suffixes=("", "_before"))
pairs = pairs[(pairs["seconds_before"] < pairs["seconds"]) & (pairs["trip_id_before"] != pairs["trip_id"])]
due = pairs.groupby(["feature", "trip_id", "seconds"])["seconds_before"].max().reset_index()
due["scheduled"] = due["seconds"] - due["seconds_before"]
due["run"] = day[0] + "/" + due["trip_id"]
due = due[due["run"].isin(said["run"].str.split("#").str[0])]

json.dump(
    {
        "words": words[["event", "feature", "run", "time", "delay"]].values.tolist(),
        "delays": said[["event", "feature", "run", "time", "delay"]].values.tolist(),
        "headways": headways[["feature", "run", "time", "headway"]].values.tolist(),
        "scheduled": due[["feature", "run", "scheduled"]].values.tolist(),
    },
    sys.stdout,
)
