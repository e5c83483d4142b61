"""The explorer: its page at `/` and at every deep link, its files, and GraphiQL for browsers at `/graphql`.

The bundle is made by `hatch_build.py` and ships in the wheel. A page names its base relative to its own address
(`../` for `/entity/x`), so it works under any path that a proxy or a mount puts in front, without being told.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import orjson
from fastapi import APIRouter, Request, Response, status

STATIC = Path(__file__).resolve().parent.parent / "static"
BASE = b'<base href="./" />'

MISSING = b"""<!doctype html><html lang="en"><title>Benchgraph</title><h1>The explorer is not built</h1>
<p>This checkout was installed without it. Run <code>make setup</code> where npm's registry can be reached.
The graph answers at <a href="graphql">/graphql</a> all the same.</p></html>"""

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}

# GraphiQL's libraries put style elements and a font of their own into the page; its scripts are held as strictly.
_GRAPHIQL_POLICY = _POLICY | {"style-src": "'self' 'unsafe-inline'", "font-src": "'self' data:"}


@dataclass(frozen=True)
class Asset:
    """A file of the bundle, as it is and compressed."""

    body: bytes
    media_type: str

    @cached_property
    def zipped(self) -> bytes:
        """Return the body as gzip."""
        return gzip.compress(self.body, mtime=0)

    @cached_property
    def tag(self) -> str:
        """Return the entity tag of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


@cache
def bundle(folder: Path = STATIC) -> dict[str, Asset]:
    """Return the files of the bundle by their path in `folder`: all that can be asked for; empty when not built."""
    return {
        path.relative_to(folder).as_posix(): Asset(path.read_bytes(), _media_type(path))
        for path in folder.rglob("*")
        if path.suffix and path.is_file()
    }


def page_operations() -> Mapping[str, str]:
    """Return what the page asks of the API, by the hash of each text; nothing where it is not built."""
    found = bundle().get("operations.json")
    operations: dict[str, str] = orjson.loads(found.body) if found else {}
    return operations


def explorer_router() -> APIRouter:
    """Return the page at `/`, `/search`, `/entity/…`, `/paper/…` and `/graph`, and its files at `/assets/…`."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/", methods=["GET", "HEAD"])
    @router.api_route("/search", methods=["GET", "HEAD"])
    @router.api_route("/graph", methods=["GET", "HEAD"])
    @router.api_route("/entity/{_id:path}", methods=["GET", "HEAD"])
    @router.api_route("/paper/{_id:path}", methods=["GET", "HEAD"])
    def page(request: Request) -> Response:
        return _page(request, "index.html", _POLICY)

    @router.api_route("/assets/{name:path}", methods=["GET", "HEAD"])
    def asset(request: Request, name: str) -> Response:
        found = bundle().get(f"assets/{name}")
        if found is None:
            return Response(status_code=status.HTTP_404_NOT_FOUND)
        # A file's name holds the hash of its content, so it never changes.
        return _answer(request, found, {"Cache-Control": "public, max-age=31536000, immutable"})

    return router


def graphiql_page(request: Request) -> Response:
    """Return the page on which a person types questions."""
    return _page(request, "graphiql.html", _GRAPHIQL_POLICY)


def _page(request: Request, name: str, policy: dict[str, str]) -> Response:
    found = bundle().get(name)
    based = f'<base href="{_way_up(request)}" />'.encode()
    if found is None:
        body = MISSING.replace(b"<title>", based + b"<title>")
        return Response(body, status.HTTP_503_SERVICE_UNAVAILABLE, media_type="text/html")
    shown = Asset(found.body.replace(BASE, based, 1), found.media_type)
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
    }
    return _answer(request, shown, headers)


def _way_up(request: Request) -> str:
    """Return the way from the address of a request to the root of the application, as a browser counts its steps."""
    path: str = request.scope["path"]
    raw: bytes = request.scope.get("raw_path") or path.encode()
    mount: str = request.scope.get("root_path", "").rstrip("/")
    steps = raw.count(b"/") - (mount.count("/") if path.startswith(mount) else 0)
    return "../" * (steps - 1) or "./"


def _answer(request: Request, asset: Asset, headers: dict[str, str]) -> Response:
    headers |= {"ETag": asset.tag, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if request.headers.get("if-none-match") == asset.tag:
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    body = asset.body
    if "gzip" in request.headers.get("accept-encoding", "") and len(body) > 1000:
        body, headers["Content-Encoding"] = asset.zipped, "gzip"
    return Response(body, headers=headers, media_type=asset.media_type)


def _media_type(path: Path) -> str:
    # Some systems' own tables call scripts text/plain, which browsers then refuse to run.
    known = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
    return known.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
