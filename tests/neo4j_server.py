"""A real Neo4j for the tests: the server that `KG_TEST_NEO4J_URI` names, else one started here from Maven Central.

The jars are fetched once into `.cache/neo4j/<version>` of the checkout. Without Java 17 or Maven the tests that need a
server skip with the reason; with `KG_REQUIRE_NEO4J=1`, as in CI, they fail instead.
"""

import contextlib
import fcntl
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError

VERSION = "5.26.30"
USER = "neo4j"
PASSWORD = "benchgraph-tests"
CACHE = Path(__file__).resolve().parent.parent / ".cache" / "neo4j"
DOWNLOAD_SECONDS = 900
START_SECONDS = 600
ADMIN_SECONDS = 600

Server = tuple[str, str, str]
"""Address, user and password."""

_POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>benchgraph</groupId>
  <artifactId>neo4j-for-tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{VERSION}</version></dependency>
  </dependencies>
</project>
"""
_CONF = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.memory.pagecache.size={page_cache}
dbms.security.auth_enabled=true
dbms.security.auth_max_failed_attempts=0
dbms.usage_report.enabled=false
dbms.cypher.min_replan_interval=1h
"""
SMALL = ("-Xms256m", "-Xmx512m", "-XX:TieredStopAtLevel=1")
"""The options of a Java that starts quickly and takes little, as tests like it."""
_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
_OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _PACKAGES]


class NoServerError(Exception):
    """There is no server to test with; the message says why."""


@dataclass(slots=True)
class LocalServer:
    """A Neo4j process with its own home; `start` may be called again after it ended, on the same port and data."""

    home: Path
    port: int = field(default_factory=lambda: _free_port())
    java_options: Sequence[str] = SMALL
    page_cache: str = "64m"
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Return the Bolt address, without a database."""
        return f"bolt://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and return when it answers on Bolt. Raises `NoServerError`."""
        self.prepare()
        where = [f"--home-dir={self.home}", f"--config-dir={self._conf}"]
        options = [*self.java_options, *_OPENS, "-cp", str(jars() / "*")]
        command = [java_17(), *options, "org.neo4j.server.CommunityEntryPoint", *where]
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._wait()

    def prepare(self) -> None:
        """Write the configuration and set the password, where that has not been done. Raises `NoServerError`."""
        if not self._conf.is_dir():
            self._conf.mkdir(parents=True)
            (self._conf / "neo4j.conf").write_text(_CONF.format(port=self.port, page_cache=self.page_cache))
            self.administer("dbms", "set-initial-password", PASSWORD)

    def administer(self, *words: str) -> None:
        """Run a command of Neo4j's admin tool on the server's home. Raises `NoServerError`."""
        command = [java_17(), "-cp", str(jars() / "*"), "org.neo4j.cli.AdminTool", *words]
        home = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self._conf)}
        _run(command, seconds=ADMIN_SECONDS, env=os.environ | home)

    @property
    def _conf(self) -> Path:
        return self.home / "conf"

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not _answers(self.address):
            if self._has_ended() or time.monotonic() > end:
                self.kill()
                lines = (self.home / "server.log").read_text(errors="replace").splitlines()
                raise NoServerError(f"Neo4j {VERSION} did not start: {' | '.join(lines[-3:])}")

    def _has_ended(self) -> bool:
        if self._process is None:
            return True
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.1)
        return self._process.returncode is not None

    @property
    def pid(self) -> int | None:
        """Return the id of the process, None where there is none."""
        return self._process.pid if self._process else None

    def stop(self) -> None:
        """End the process in good order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the address, user and password of a real server whose default database the tests may empty."""
    given = os.environ.get("KG_TEST_NEO4J_URI")
    if given:
        if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1:
            pytest.fail("processes side by side would empty each other's database: name no server, or run one process")
        server = given, os.environ.get("KG_TEST_NEO4J_USER", USER), os.environ.get("KG_TEST_NEO4J_PASSWORD", "")
        if _count_nodes(server):
            pytest.fail(f"the database at {given} is not empty, and the tests would empty it")
        yield server
        empty(server)
        return
    local = start_or_skip(tmp_path_factory.mktemp("neo4j"))
    try:
        yield local.address, USER, PASSWORD
    finally:
        local.kill()


@pytest.fixture
def empty_neo4j(neo4j_server: Server) -> Server:
    """Give a server whose database holds no node: neither papers nor the mark of a store."""
    empty(neo4j_server)
    return neo4j_server


def start_or_skip(home: Path) -> LocalServer:
    """Return a started server of one's own, or skip the test with the reason (fail where one is required)."""
    server = LocalServer(home)
    try:
        server.start()
    except NoServerError as error:
        _give_up(str(error))
    return server


def empty(server: Server) -> None:
    """Delete every node and edge; constraints and indexes stay."""
    with _driver(server) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS").consume()


def jars() -> Path:
    """Return the folder of the server's jars, fetched when it is not there yet. Raises `NoServerError`."""
    folder = CACHE / VERSION
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError("Neo4j's jars come by Maven, and there is no mvn on the path")
    CACHE.mkdir(parents=True, exist_ok=True)
    with _alone(CACHE / "lock"), tempfile.TemporaryDirectory(dir=CACHE) as unfinished:
        if folder.is_dir():  # another process was first
            return folder
        pom = Path(unfinished) / "pom.xml"
        pom.write_text(_POM)
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={unfinished}/jars", "-DincludeScope=runtime"]
        _run([maven, "--batch-mode", "--quiet", "--file", str(pom), *goal], seconds=DOWNLOAD_SECONDS)
        (Path(unfinished) / "jars").rename(folder)
    return folder


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process at a time into a block: Maven's own folder is not made for two."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def java_17() -> str:
    """Return the command of a Java of 17 or newer, that of `JAVA_HOME` first. Raises `NoServerError`."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    java = java or shutil.which("java")
    if java is None:
        raise NoServerError("Neo4j needs Java 17, and there is no java on the path")
    told = re.search(r'version "(\d+)', _run([java, "-version"], seconds=60))
    if told is None or int(told.group(1)) < 17:
        raise NoServerError(f"Neo4j needs Java 17, and {java} is older")
    return java


def _run(command: list[str], *, seconds: int, env: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=env, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoServerError(f"{Path(command[0]).name} failed: {error}") from error
    told = (done.stdout + done.stderr).strip()
    if done.returncode:
        raise NoServerError(f"{Path(command[0]).name} failed: {' | '.join(told.splitlines()[:3])}")
    return told


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _driver(server: Server) -> neo4j.Driver:
    address, user, password = server
    return neo4j.GraphDatabase.driver(address, auth=(user, password), notifications_min_severity="OFF")


def _answers(address: str) -> bool:
    with _driver((address, USER, PASSWORD)) as driver:
        try:
            driver.verify_connectivity()
        except (DriverError, Neo4jError, OSError):
            return False
        return True


def _count_nodes(server: Server) -> int:
    with _driver(server) as driver:
        records, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS nodes")
        nodes: int = records[0]["nodes"]
        return nodes


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("KG_REQUIRE_NEO4J") == "1":
        pytest.fail(f"{reason} (KG_REQUIRE_NEO4J=1)")
    pytest.skip(reason)
