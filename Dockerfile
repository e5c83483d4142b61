# The wheel is built in one stage and installed in the next; the image holds no compiler, no cache and no root process.
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements-dev.lock ./
RUN python -m venv /build && /build/bin/pip install --no-cache-dir --require-hashes -r requirements-dev.lock
COPY . .
RUN /build/bin/python -m hatchling build -t wheel

FROM python:3.12-slim
COPY requirements.lock /tmp/
RUN python -m venv /opt/benchgraph \
 && /opt/benchgraph/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock
COPY --from=build /src/dist/*.whl /tmp/
RUN /opt/benchgraph/bin/pip install --no-cache-dir --no-deps /tmp/*.whl && rm /tmp/*.whl /tmp/requirements.lock \
 && useradd --create-home --uid 10001 benchgraph && mkdir /data && chown benchgraph /data
ENV PATH=/opt/benchgraph/bin:$PATH KG_STORE=sqlite:////data/kg.db
USER benchgraph
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["kg", "serve", "--host", "0.0.0.0", "--port", "8000"]
