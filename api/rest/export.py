"""`/export/…`: the graph or a part of it in every format, streamed, with content negotiation and gzip."""

import threading
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import AsyncExitStack, ExitStack
from functools import partial

from anyio import CancelScope, to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.around import selection_of
from api.bootstrap import Parts
from api.rest.export_limits import DEFAULT_EXPORT_LIMITS, ExportLimits
from api.rest.export_request import BadRequestError, chosen_format, wanted_part
from kg.errors import StoreError, UnknownNameError
from kg.export.files import chunked, gzipped
from kg.export.formats import FORMS, Format, pieces
from kg.export.selection import ALL
from kg.export.view import View


class _Export:
    """An export that is under way: it holds a snapshot and one of the places until it is closed."""

    def __init__(self, parts: Parts, limits: ExportLimits, places: threading.BoundedSemaphore) -> None:
        self._parts = parts
        self._limits = limits
        self._places = places
        self._open = ExitStack()
        self._chunks: Iterator[bytes] = iter(())
        self.first = b""

    def begin(self, request: Request, format_: Format, *, is_packed: bool) -> None:
        """Read as far as the first chunk, so that what goes wrong by then is told by a status."""
        if not self._places.acquire(blocking=False):
            raise BadRequestError("As many exports as may run at once are running. Try again in a minute.", 503)
        self._open.callback(self._places.release)
        selection, is_cut = selection_of(self._parts, wanted_part(request.query_params), limit=self._limits.nodes)
        if is_cut:
            raise self._too_large()
        view = View(self._open.enter_context(self._parts.store.snapshot()), selection)
        if self._size(view) > self._limits.nodes:
            raise self._too_large()
        document = chunked(pieces(format_, view))
        self._chunks = gzipped(document) if is_packed else document
        self.first = next(self._chunks, b"")

    def _size(self, view: View) -> int:
        if view.selection != ALL:
            return view.size
        stats = self._parts.store.stats()
        return stats.papers + stats.results + sum(stats.entities.values())

    def _too_large(self) -> BadRequestError:
        told = f"More than {self._limits.nodes:,} nodes. Ask for a part (around, depth, type, relation, since, until)"
        return BadRequestError(f"{told}, or use `kg export` on the server.", 413)

    def next(self) -> bytes | None:
        """Return the next chunk, None at the end."""
        return next(self._chunks, None)

    def close(self) -> None:
        """Give back what is held; may be called again."""
        if isinstance(self._chunks, Generator):
            self._chunks.close()
        self._open.close()

    async def aclose(self) -> None:
        """Close, whoever went away meanwhile."""
        with CancelScope(shield=True):
            await to_thread.run_sync(self.close)


class _Streamed(StreamingResponse):
    """A response that closes its export however it ends, also when nobody reads it."""

    def __init__(self, export: _Export, headers: dict[str, str], media_type: str) -> None:
        super().__init__(self._body(), headers=headers, media_type=media_type)
        self._export = export

    async def _body(self) -> AsyncIterator[bytes]:
        yield self._export.first
        while (chunk := await to_thread.run_sync(self._export.next)) is not None:
            yield chunk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._export.aclose()


def export_router(parts: Parts, limits: ExportLimits = DEFAULT_EXPORT_LIMITS) -> APIRouter:
    """Return `/export`, which lists the formats, and `/export/graph…`, which gives one of them."""
    router = APIRouter()
    places = threading.BoundedSemaphore(limits.jobs)

    @router.get("/export")
    async def formats(request: Request) -> dict[str, list[dict[str, str]]]:
        base = request.url.path.rstrip("/")
        return {
            "formats": [
                {"format": format_, "path": f"{base}/graph{form.suffix}", "mediaType": form.media_type}
                for format_, form in FORMS.items()
            ]
        }

    @router.get("/export/{name}")
    async def export(request: Request, name: str) -> Response:
        job = _Export(parts, limits, places)
        is_file_packed = name.endswith(".gz")
        async with AsyncExitStack() as undo:
            undo.push_async_callback(job.aclose)
            try:
                format_ = chosen_format(name, request.headers.get("accept", ""))
                is_encoded = not is_file_packed and FORMS[format_].write is not None and _takes_gzip(request)
                await to_thread.run_sync(partial(job.begin, request, format_, is_packed=is_file_packed or is_encoded))
            except (BadRequestError, UnknownNameError, StoreError) as error:
                return _failure(error)
            undo.pop_all()  # the answer closes it
        return _answer(job, format_, is_file_packed=is_file_packed, is_encoded=is_encoded)

    return router


def _answer(job: _Export, format_: Format, *, is_file_packed: bool, is_encoded: bool) -> Response:
    form = FORMS[format_]
    name = f"graph{form.suffix}{'.gz' if is_file_packed else ''}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Vary": "Accept, Accept-Encoding",
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    if is_encoded:
        headers["Content-Encoding"] = "gzip"
    return _Streamed(job, headers, "application/gzip" if is_file_packed else form.media_type)


def _failure(error: BadRequestError | UnknownNameError | StoreError) -> Response:
    """Return a failure as JSON with a text for people."""
    match error:
        case BadRequestError():
            status = error.status
        case UnknownNameError():
            status = 404
        case _:
            status = 503
    headers = {"Retry-After": "60"} if status == 503 else {}
    return JSONResponse({"error": " ".join(str(error).split())}, status, headers=headers)


def _takes_gzip(request: Request) -> bool:
    offered = [part.replace(" ", "").lower() for part in request.headers.get("accept-encoding", "").split(",")]
    return any(part == "gzip" or (part.startswith("gzip;") and part != "gzip;q=0") for part in offered)
