"""A map with a time slider, a filter and what one points at, all in the page: it fetches nothing.

Where scripts do not run, as on a code host, it is not seen; the notebooks draw the same standing still.
"""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

import geopandas
import matplotlib
import numpy
import pandas
from cityplot import DOMAINS, OTHER_DOMAIN, VALUES, Ground, units
from citylake import Lake
from IPython.display import HTML, display

PAGE = Path(__file__).with_name("citylive.html")
WIDTH = 1000

# Rings of domains differ without colours too.
DASHES = {"transport": "", "water": "7 3", "energy": "2 2", "environment": "10 3 2 3"}

# What does not fit into a page that opens at once is left out, the last first.
MOST_VALUES = 400_000


@dataclass(frozen=True)
class Layer:
    """Something to show of places in time.

    values: a row a place, a column an hour; what is not there is a gap. Where ``bad`` is ``low``,
    it opens at the hour with the lowest mean, else at that with the highest."""

    title: str
    unit: str
    places: geopandas.GeoDataFrame
    values: pandas.DataFrame
    bad: str = "high"

    def limits(self) -> tuple[float, float]:
        low, high = numpy.nanpercentile(self.values.to_numpy(), [2, 98])
        return (float(low), float(high)) if high > low else (float(low) - 0.5, float(high) + 0.5)

    def start(self) -> int:
        """Of the hours in which most places spoke."""
        known = self.values.notna().sum()
        means = self.values.mean().where(known >= 0.5 * known.max()).to_numpy()
        return int(numpy.nanargmin(means) if self.bad == "low" else numpy.nanargmax(means))


class _Page:
    """Metres of the ground as units of the picture, y downwards."""

    def __init__(self, ground: Ground, layers: list[Layer]):
        self.ground = ground
        boxes = numpy.array([one.places.to_crs(ground.crs).total_bounds for one in layers])
        west, south = boxes[:, :2].min(axis=0)
        east, north = boxes[:, 2:].max(axis=0)
        margin = 0.05 * max(east - west, north - south, 1000)
        self.west, self.north = west - margin, north + margin
        self.zoom = WIDTH / (east - west + 2 * margin)
        self.height = round((north - south + 2 * margin) * self.zoom)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return round((x - self.west) * self.zoom, 1), round((self.north - y) * self.zoom, 1)

    def path(self, shape) -> str:
        fine = shape.simplify(0.7 / self.zoom)
        parts = getattr(fine, "geoms", [fine])
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        return "".join(
            "M" + "L".join(f"{x} {y}" for x, y in (self.at(*p[:2]) for p in ring.coords)) + "Z"
            for ring in rings
        )

    def places(self, layer: Layer) -> list[dict]:
        shapes = layer.places.to_crs(self.ground.crs).geometry.loc[layer.values.index]
        names = layer.places.name.loc[layer.values.index]
        found = []
        for name, shape in zip(names, shapes, strict=True):
            if shape.geom_type == "Point":
                x, y = self.at(shape.x, shape.y)
                found.append({"name": name, "x": x, "y": y})
            else:
                found.append({"name": name, "d": self.path(shape)})
        return found

    def scale(self) -> tuple[float, str]:
        room = WIDTH / 5 / self.zoom
        power = 10 ** numpy.floor(numpy.log10(room))
        length = max(step * power for step in (1, 2, 5) if step * power <= room)
        text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
        return round(float(length * self.zoom), 1), text


def live_map(
    lake: Lake, title: str, layers: list[Layer], properties: list[str],
    told_of: tuple[str, ...] | None = None,
) -> None:
    """All layers share their hours; rings are the alerts that were open then, of these properties
    or of all."""  # fmt: skip
    layers = [one for one in layers if one.values.notna().any(axis=None)]
    while len(layers) > 1 and sum(one.values.size for one in layers) > MOST_VALUES:
        layers.pop()
    times = sorted(set().union(*(one.values.columns for one in layers)))
    times = list(pandas.date_range(times[0], times[-1], freq="1h"))
    layers = [
        Layer(o.title, o.unit, o.places, o.values.reindex(columns=times), o.bad) for o in layers
    ]
    ground = Ground(lake)
    page = _Page(ground, layers)
    alerts = _alerts(lake, ground, page, times, told_of)
    data = {
        "title": title,
        "synthetic": bool(lake.card["synthetic"]),
        "note": _note(lake, properties),
        "width": WIDTH,
        "height": page.height,
        "radius": 4 if max(len(one.places) for one in layers) > 300 else 7,
        "scale": page.scale(),
        "colours": [
            matplotlib.colors.to_hex(c) for c in matplotlib.colormaps[VALUES](numpy.linspace(0, 1, 33))
        ],
        "ground": [page.path(shape) for shape in ground.districts.geometry],
        "times": [f"{t:%a %d %b %H:%M}" for t in lake.local(pandas.Series(times))],
        "layers": [_layer(one, page) for one in layers],
        "alerts": alerts,
        "dashes": {d: DASHES.get(d, "1 3") for d in {a["domain"] for a in alerts}},
        "domains": {
            d: DOMAINS.get(d, OTHER_DOMAIN)[1] for d in sorted({a["domain"] for a in alerts})
        },
    }
    # A name out of a feed ends neither the element nor the page.
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c")
    here = f"citylive-{uuid.uuid4().hex[:8]}"
    html = PAGE.read_text(encoding="utf-8").replace("@ID@", here).replace("@DATA@", text)
    display(HTML(html))


def _layer(layer: Layer, page: _Page) -> dict:
    low, high = layer.limits()
    rows = [
        [None if numpy.isnan(v) else float(f"{v:.4g}") for v in row] for row in layer.values.to_numpy()
    ]
    return {
        "title": layer.title, "unit": units(layer.unit), "low": low, "high": high,
        "start": layer.start(), "bad": layer.bad, "places": page.places(layer), "values": rows,
    }  # fmt: skip


def _alerts(
    lake: Lake, ground: Ground, page: _Page, times: list[pandas.Timestamp],
    told_of: tuple[str, ...] | None,
) -> list[dict]:  # fmt: skip
    found = []
    alerts = ground.inside(ground.alerts())
    if told_of is not None:
        alerts = alerts[alerts.property.isin(told_of)]
    for alert in alerts[~alerts.feature.isin(lake.personal)].itertuples():
        x, y = page.at(alert.geometry.x, alert.geometry.y)
        if not (0 <= x <= WIDTH and 0 <= y <= page.height):
            continue
        until = alert.closed if pandas.notna(alert.closed) else times[-1]
        found.append(
            {
                "x": x, "y": y, "domain": alert.domain,
                "from": int((alert.opened - times[0]) // pandas.Timedelta("1h")),
                "until": int((until - times[0]) // pandas.Timedelta("1h")),
                "text": f"{alert.rule}, {alert.severity.lower()}, opened "
                f"{alert.opened.tz_convert(lake.zone):%H:%M}\n{alert.reason}",
            }
        )  # fmt: skip
    return found


def _note(lake: Lake, properties: list[str]) -> str:
    if lake.card["synthetic"]:
        return ""
    placed = sorted(p.lower() for p in properties if lake.placed(p))
    told = f"PLACED, not measured in {lake.card['name']}: {', '.join(placed)}. " if placed else ""
    return told + lake.attribution(properties)
