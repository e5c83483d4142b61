"""Matrices are multiplied on one thread, so that processes side by side do not take the cores from each other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

THREADS = Path("/proc/self/task")


@pytest.mark.skipif(not THREADS.is_dir(), reason="only Linux lists the threads of a process")
def test_numpy_starts_no_threads_where_papers_are_read() -> None:
    code = f"import os, extraction, numpy; print(len(os.listdir('{THREADS}')))"
    env = {name: value for name, value in os.environ.items() if not name.endswith("_THREADS")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
