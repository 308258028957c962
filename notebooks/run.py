"""Executes notebooks and writes each as a page of HTML.

Usage: run.py FOLDER NOTEBOOK...
Says how far it is. Exit code 0: all ran; 1: a cell failed, which is shown; the others ran.
"""

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

# A busy machine takes its time to start a kernel.
START_SECONDS = 300

# A cell that takes longer hangs.
PATIENCE_SECONDS = 1800
LINES_OF_AN_ERROR = 15


class Runner:
    """Executes one after the other in one kernel, so that packages are loaded once. The names of one
    are gone before the next begins, and after a kernel that died or hung there is a new one."""

    def __init__(self, where: Path):
        self.client = NotebookClient(
            nbformat.v4.new_notebook(),
            timeout=PATIENCE_SECONDS,
            resources={"metadata": {"path": str(where)}},
            startup_timeout=START_SECONDS,
        )
        self.broken = False

    def run(self, notebook: nbformat.NotebookNode, begins: Callable, last: bool = False) -> str:
        """What failed, if anything did; outputs are in the notebook."""
        self.client.nb = notebook
        self.client.on_cell_start = begins
        broken, self.broken = self.broken, False
        try:
            self.client.execute(reset_kc=broken, cleanup_kc=last)
            return ""
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            self.broken = not isinstance(error, CellExecutionError)
            plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()
            return "\n".join(plain[-LINES_OF_AN_ERROR:])

    def forget(self, last: bool = False) -> None:
        """All names; the last time the kernel as well."""
        reset = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("%reset -f")])
        self.run(reset, lambda **_: None, last)


def execute(path: Path, folder: Path, runner: Runner) -> bool:
    """True when every cell ran; a page is written in either case."""
    began = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    done = 0

    def tell(cell, **_):
        nonlocal done
        if cell.cell_type == "code":
            done += 1
            print(f"  {time.monotonic() - began:4.0f} s  {path.name}: cell {done} of {cells}", flush=True)

    failure = runner.run(notebook, tell)
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
    runner = Runner(notebooks[0].resolve().parent)
    well = True
    for path in notebooks:
        well &= execute(path.resolve(), folder.resolve(), runner)
        runner.forget(last=path == notebooks[-1])
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
