"""Maps of what a report or a query says of zones and places; those side by side share their scale."""

import geopandas
import matplotlib.pyplot as plt
import numpy
import pandas
from cityplot import INK, LAND, PALE, VALUES, Ground, draw_zones, head, legible, say
from citylake import Lake

# Places that are named beside a map.
WORST = 20


def placed_at(lake: Lake, ground: Ground, frame: pandas.DataFrame) -> geopandas.GeoDataFrame:
    """A frame with x and y in degrees, as points of the ground, inside the city."""
    points = geopandas.points_from_xy(frame.x, frame.y, crs="OGC:CRS84")
    return ground.inside(geopandas.GeoDataFrame(frame, geometry=points).to_crs(ground.crs))


def zones_of(lake: Lake, layer: str) -> geopandas.GeoDataFrame | None:
    """The zones of a layer, by their id: name and shape; none when the lake does not know them."""
    if layer == "district":
        return lake.districts
    if not lake.has("zones"):
        return None
    files = list(lake.place("zones").rglob("*.parquet"))
    every = pandas.concat([geopandas.read_parquet(file) for file in files])
    mine = every[every.layer == layer].drop_duplicates("zone").set_index("zone")
    return mine[["name", "geometry"]] if len(mine) else None


def maps(
    lake: Lake, title: str, panels: list[tuple[str, geopandas.GeoDataFrame]], unit: str,
    properties: list[str], bad: str = "high",
) -> None:
    """One map a panel, of points or shapes with their ``mean`` and ``name``, all on one scale. Of
    points that lie over each other the worse is on top. Beside a single map stand its worst places.
    """  # fmt: skip
    ground = Ground(lake)
    values = numpy.concatenate([frame["mean"].to_numpy(dtype=float) for _, frame in panels])
    limits = tuple(numpy.nanpercentile(values, [2, 98]))
    limits = limits if limits[1] > limits[0] else (limits[0] - 0.5, limits[1] + 0.5)
    figure, grid = plt.subplots(
        1, 2, figsize=(12.5, 6.6), layout="constrained", width_ratios=(1, 1 if panels[1:] else 0.9)
    )
    head(figure, lake, title, properties)
    for axes, (name, frame) in zip(grid, panels, strict=False):
        colours = _draw(axes, ground, frame.to_crs(ground.crs), limits, bad)
        _closer(axes, ground, [one.to_crs(ground.crs) for _, one in panels])
        axes.set_title(name)
    bar = figure.colorbar(
        colours, ax=list(grid[: len(panels)]), location="bottom", shrink=0.5 if panels[1:] else 0.7,
        aspect=45, pad=0.015, extend="both",
    )  # fmt: skip
    bar.set_label(unit)
    bar.outline.set_visible(False)
    if len(panels) == 1:
        _worst(grid[1], panels[0][1], unit, bad, colours)
    plt.show()


def _draw(axes, ground: Ground, frame: geopandas.GeoDataFrame, limits, bad: str):
    if not len(frame) or (frame.geom_type != "Point").any():
        borders = set(frame.index) <= set(ground.districts.index)
        return draw_zones(axes, ground, frame, limits, borders=borders)
    ground.districts.plot(ax=axes, color=LAND, edgecolor="white", linewidth=0.8, zorder=1)
    ordered = frame.sort_values("mean", ascending=bad == "high")
    # What is bad is dark, for the ground is light.
    values = VALUES if bad == "high" else f"{VALUES}_r"
    axes.scatter(
        ordered.geometry.x, ordered.geometry.y, c=ordered["mean"], cmap=values, vmin=limits[0],
        vmax=limits[1], s=90 if len(frame) < 40 else 26 if len(frame) < 1500 else 12,
        edgecolors="#5c6770", linewidths=0.3, zorder=4,
    )  # fmt: skip
    return plt.cm.ScalarMappable(norm=plt.Normalize(*limits), cmap=values)


def _worst(axes, frame: geopandas.GeoDataFrame, unit: str, bad: str, colours) -> None:
    top = frame.dropna(subset=["mean"]).sort_values("mean", ascending=bad == "low")[:WORST]
    axes.barh(range(len(top)), top["mean"], color=colours.to_rgba(top["mean"]), height=0.7, ec=PALE, lw=0.5)
    names = [legible(str(n), str(z)) for z, n in zip(top.index, top["name"], strict=True)]
    axes.set_yticks(range(len(top)), names, fontsize=8)
    axes.set_ylim(len(top) - 0.4, -0.6)
    axes.axvline(0, color=INK, lw=0.8)
    axes.set_xlabel(unit)
    axes.set_title("The highest" if bad == "high" else "The lowest")
    axes.grid(axis="x", color="#e6e6e6", lw=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)


def _closer(axes, ground: Ground, frames: list[geopandas.GeoDataFrame]) -> None:
    """Shows where the values are, the same of all maps, not all of a city that has few of them."""
    bounds = pandas.concat([frame.bounds for frame in frames if len(frame)])
    few = 0 if len(bounds) < 200 else 0.01
    west, south = bounds.minx.quantile(few), bounds.miny.quantile(few)
    east, north = bounds.maxx.quantile(1 - few), bounds.maxy.quantile(1 - few)
    reach = max(east - west, north - south, 1000) / 2
    left, bottom, right, top = ground.districts.total_bounds
    if reach > 0.4 * max(right - left, top - bottom):
        ground.frame(axes, *frames)
        return
    x, y = (west + east) / 2, (south + north) / 2
    corners = geopandas.points_from_xy([x - reach, x + reach], [y - reach, y + reach])
    kept, ground.districts = ground.districts, ground.districts.iloc[:0]
    ground.frame(axes, geopandas.GeoDataFrame(geometry=geopandas.GeoSeries(corners, crs=ground.crs)))
    ground.districts = kept


def range_of(frame: pandas.DataFrame, unit: str, decimals: int = 2) -> None:
    """Says where the values lie, and whose is the largest."""
    known = frame.dropna(subset=["mean"])
    most = known.sort_values("mean").iloc[-1]
    say(
        f"{len(known)} places: from {known['mean'].min():.{decimals}f} to "
        f"{known['mean'].max():.{decimals}f} {unit}, half of them below "
        f"{known['mean'].median():.{decimals}f}; the highest is {most['name']}."
    )
