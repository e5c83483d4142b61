"""Whether the process lives, and whether its store answers."""

from fastapi import APIRouter, Response, status

from kg.errors import StoreError
from kg.store.base import GraphStore


def health_router(store: GraphStore) -> APIRouter:
    """Return `/healthz`, which never touches the store, and `/readyz`, which asks it: 200, or 503 with the reason."""
    router = APIRouter()

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    def readyz(response: Response) -> dict[str, str | int]:
        try:
            return {"status": "ok", "revision": store.revision()}
        except StoreError as error:
            response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
            return {"status": "unavailable", "reason": " ".join(str(error).split())}

    return router
