"""The log: one line of JSON an event, by Python's own logging, so on standard error unless somebody sets it up."""

import logging
from typing import cast

import structlog
from structlog.stdlib import BoundLogger
from structlog.tracebacks import ExceptionDictTransformer

log = cast(
    BoundLogger,
    structlog.wrap_logger(
        logging.getLogger("benchgraph"),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Without the values of variables: they may hold what a log should not.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(default=str),
        ],
        wrapper_class=BoundLogger,
    ),
)
