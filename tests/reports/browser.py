"""A headless Chromium for tests, driven through chromedriver with the W3C WebDriver protocol (no extra package).

Debian: ``apt-get install chromium chromium-driver``.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
CHROMEDRIVER = shutil.which("chromedriver")

MISSING = (
    None
    if CHROMIUM and CHROMEDRIVER
    else "Chromium atau chromedriver tidak terpasang (apt-get install chromium chromium-driver)"
)
"""Why browser tests cannot run here; None where they can."""


class Browser:
    """One browser session."""

    def __init__(self, port: int, options: dict[str, Any]) -> None:
        self._port = port
        self._session = ""
        capabilities = {
            "alwaysMatch": {
                "browserName": "chrome",
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            }
        }
        self._session = self._call("POST", "/session", {"capabilities": capabilities})["sessionId"]
        self._post("/timeouts", script=110_000)  # a busy machine is no failure

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            connection.request(method, path, json.dumps(body or {}) if method == "POST" else None)
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        value = answer["value"]
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(f"{value['error']}: {value['message']}")
        return value

    def _post(self, path: str, **body: Any) -> Any:
        return self._call("POST", f"/session/{self._session}{path}", body)

    def open(self, page: Path, fragment: str = "") -> None:
        """Loads a local file."""
        self._post("/url", url=page.as_uri() + fragment)

    def blank(self) -> None:
        """Leaves the page; what the browser's own start page did is forgotten."""
        self._post("/url", url="about:blank")
        self.requests()
        self.console()

    def run(self, script: str, *arguments: Any) -> Any:
        """Result of a JavaScript function body run in the page."""
        return self._post("/execute/sync", script=script, args=list(arguments))

    def click(self, selector: str) -> None:
        """A real click: fails where the element is hidden or stays covered.

        Parts that come into view get their size only then (``content-visibility``), and move what is below them.
        """
        element = self._find(selector)
        for chance in range(10):
            try:
                self._post(f"/element/{element}/click")
                return
            except RuntimeError as error:
                if chance == 9 or "intercepted" not in str(error):
                    raise

    def type(self, selector: str, text: str) -> None:
        """Real key strokes into an element."""
        self._post(f"/element/{self._find(selector)}/value", text=text)

    def press(self, keys: str) -> None:
        """Keys to whatever has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._post("/actions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def _find(self, selector: str) -> str:
        element = self._post("/element", using="css selector", value=selector)
        return str(next(iter(element.values())))

    def choose(self, selector: str, value: str) -> None:
        """Picks an option of a select and tells the page, as a user's choice would."""
        self.run(
            "const s=document.querySelector(arguments[0]); s.value=arguments[1];"
            "s.dispatchEvent(new Event('input',{bubbles:true}));",
            selector,
            value,
        )

    def developer(self, command: str, **parameters: Any) -> Any:
        """A DevTools command."""
        return self._post("/goog/cdp/execute", cmd=command, params=parameters)

    def console(self) -> list[dict[str, Any]]:
        """What the page wrote to the console since the last call, policy violations included."""
        entries: list[dict[str, Any]] = self._post("/se/log", type="browser")
        return entries

    def requests(self) -> list[str]:
        """Every address the browser asked for since the last call."""
        found = []
        for entry in self._post("/se/log", type="performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(str(message["params"]["request"]["url"]))
        return found

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        """The size of the page area in CSS pixels."""
        self.developer(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )

    def dark(self, on: bool) -> None:
        """What the page hears about the preferred colours."""
        value = "dark" if on else "light"
        self.developer("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}])

    def screenshot(self, file: Path, *, whole: bool = False) -> None:
        """Saves a PNG of the visible part, or of the whole page."""
        picture = self.developer("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(picture["data"]))

    def pdf(self, file: Path) -> None:
        """Prints to PDF with the page's own margins."""
        printed = self.developer("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        file.write_bytes(base64.b64decode(printed["data"]))

    def close(self) -> None:
        """Ends the session."""
        self._call("DELETE", f"/session/{self._session}")


@contextmanager
def browser(profile: Path, *, script: bool = True) -> Iterator[Browser]:
    """A fresh browser with an empty profile. ``script=False`` switches JavaScript off in pages."""
    assert CHROMIUM is not None
    assert CHROMEDRIVER is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--headless=new", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}", "--lang=id"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses to run as root otherwise; test containers are root
    options: dict[str, Any] = {"binary": CHROMIUM, "args": [*arguments, "--disable-dev-shm-usage"]}
    if not script:
        options["prefs"] = {"profile.managed_default_content_settings.javascript": 2}
    driver = subprocess.Popen([CHROMEDRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, driver)
        session = Browser(port, options)
        try:
            session.blank()
            yield session
        finally:
            session.close()
    finally:
        driver.terminate()
        driver.wait(timeout=20)


def _wait(port: int, driver: subprocess.Popen[bytes]) -> None:
    for _attempt in range(200):
        if driver.poll() is not None:
            raise RuntimeError("chromedriver berhenti sebelum siap")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("chromedriver tidak menjawab")
