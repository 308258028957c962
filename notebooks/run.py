"""Executes notebooks and writes each as a page of HTML.

Usage: run.py FOLDER NOTEBOOK...
Says how far it is. Exit code 0: all ran; 1: a cell failed, which is shown; the others ran.
"""

import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

# A busy machine takes its time to start a kernel.
START_SECONDS = 300

# A cell that takes longer hangs.
PATIENCE_SECONDS = 1800
LINES_OF_AN_ERROR = 15


def execute(path: Path, folder: Path) -> bool:
    """True when every cell ran; a page is written in either case."""
    began = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    client = NotebookClient(
        notebook,
        timeout=PATIENCE_SECONDS,
        resources={"metadata": {"path": str(path.parent)}},
        startup_timeout=START_SECONDS,
    )
    done = 0

    def tell(cell, **_):
        nonlocal done
        if cell.cell_type == "code":
            done += 1
            print(f"  {time.monotonic() - began:4.0f} s  {path.name}: cell {done} of {cells}", flush=True)

    client.on_cell_start = tell
    try:
        client.execute()
        failure = ""
    except CellExecutionError as error:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()
        failure = "\n".join(plain[-LINES_OF_AN_ERROR:])
    page = folder / path.with_suffix(".html").name
    # Nothing is fetched from elsewhere when the page is read.
    html = HTMLExporter(mathjax_url="", require_js_url="", jquery_url="", mermaid_js_url="")
    page.write_text(html.from_notebook_node(notebook)[0], encoding="utf-8")
    if failure:
        print(f"{path.name} failed in cell {done}:\n{failure}", file=sys.stderr, flush=True)
    print(f"  {time.monotonic() - began:4.0f} s  {page}", flush=True)
    return not failure


def main(folder: Path, notebooks: list[Path]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    return 0 if all([execute(path.resolve(), folder.resolve()) for path in notebooks]) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
