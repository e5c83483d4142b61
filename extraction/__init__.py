"""Abstracts to facts: readers, the extraction pipeline, and ingest.

The model's matrices are small: a second thread for their products costs several times the processor time and gains
nothing, and processes that read side by side (`--jobs`) would take the cores from each other. So numpy is told here,
before anything loads it, to use one, unless the environment says otherwise; processes that are started inherit that.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
