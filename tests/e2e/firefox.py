"""Real Firefox ESR with the built extension: started, driven and read as an employee does it."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bidi import Bidi, BidiError

FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or "/usr/bin/firefox-esr"
GECKO_ID = "forethought@forethought.example"
UUID = "5f3a1c52-7d0e-4b7a-9a51-2f6f0c9be1aa"
PAGES = f"moz-extension://{UUID}"
NODES = "(key, value) => value instanceof Node ? value.nodeName : value"
KEYS = {
    "Enter": "\ue006",
    "Escape": "\ue00c",
    "Tab": "\ue004",
    "Backspace": "\ue003",
    "ArrowLeft": "\ue012",
    "Home": "\ue011",
    "End": "\ue010",
    "Control": "\ue009",
    "Alt": "\ue00a",
    "Shift": "\ue008",
}


class Firefox:
    """One browser with a fresh profile."""

    def __init__(self, folder: Path, proxy_port: int, prefs: dict[str, object] | None = None) -> None:
        profile = folder / "firefox-profile"
        profile.mkdir(parents=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _prefs(proxy_port).items()]
        lines += [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in (prefs or {}).items()]
        (profile / "user.js").write_text("\n".join(lines))
        self._log = folder / "firefox.log"
        # The browser picks a free port itself and says which.
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    FIREFOX,
                    "--headless",
                    "--no-remote",
                    "--profile",
                    str(profile),
                    "--remote-debugging-port",
                    "0",
                    "-remote-allow-system-access",
                ],
                stdout=log,
                stderr=log,
                env=os.environ | {"MOZ_HEADLESS_WIDTH": "1100", "MOZ_HEADLESS_HEIGHT": "800"},
            )
        try:
            self._bidi = Bidi(self._port())
            self._bidi.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        except Exception:
            self.stop()
            raise
        self.page = str(self._bidi.send("browsingContext.getTree")["contexts"][0]["context"])

    def install(self, folder: Path) -> None:
        self._bidi.send("webExtension.install", extensionData={"type": "path", "path": str(folder)})

    def goto(self, url: str, wait: str = "complete") -> None:
        self._bidi.send("browsingContext.navigate", context=self.page, url=url, wait=wait)

    def open_own(self, path: str) -> None:
        """Open a page of the extension; its address never reports that it has loaded."""
        with contextlib.suppress(BidiError):
            self.goto(f"{PAGES}/{path}", wait="none")
        self.wait(f"document.readyState === 'complete' && location.href.startsWith('{PAGES}/{path}')")

    def run(self, expression: str) -> Any:
        """Evaluate an expression (a promise is awaited) and return it as JSON says it."""
        done = self._bidi.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression}), {NODES}) ?? 'null')()",
            target={"context": self.page},
            awaitPromise=True,
            userActivation=True,
        )
        if done["type"] != "success":
            raise BidiError(str(done["exceptionDetails"]["text"]))
        return json.loads(done["result"]["value"])

    def wait(self, expression: str, seconds: float = 10.0) -> Any:
        """Wait until an expression is true and return it."""
        deadline = time.monotonic() + seconds
        value: Any = None
        while time.monotonic() < deadline:
            try:
                value = self.run(expression)
            except BidiError as error:
                value = str(error)  # the page is being replaced
            else:
                if value:
                    return value
            time.sleep(0.05)
        raise AssertionError(f"Still {value!r} after {seconds} s: {expression}")

    def click(self, selector: str) -> None:
        box = self.wait(
            f"(() => {{ const box = ({selector})?.getBoundingClientRect();"
            " return box && box.width && { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()"
        )
        move = {"type": "pointerMove", "x": round(box["x"]), "y": round(box["y"])}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._perform({"type": "pointer", "id": "mouse", "actions": [move, *press]})

    def type(self, text: str) -> None:
        pause = {"type": "pause", "duration": 8}
        actions: list[dict[str, Any]] = []
        for letter in text:
            value = KEYS["Enter"] if letter == "\n" else letter
            actions += [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}, pause]
        self._perform({"type": "key", "id": "keyboard", "actions": actions})

    def press(self, keys: str) -> None:
        """Press keys together, such as `Alt+Shift+F`."""
        values = [KEYS.get(key, key) for key in keys.split("+")]
        down = [{"type": "keyDown", "value": value} for value in values]
        up = [{"type": "keyUp", "value": value} for value in reversed(values)]
        self._perform({"type": "key", "id": "keyboard", "actions": down + up})

    def screenshot(self) -> str:
        """Return a PNG in base64."""
        return str(self._bidi.send("browsingContext.captureScreenshot", context=self.page)["data"])

    def stop(self) -> None:
        if hasattr(self, "_bidi"):
            with contextlib.suppress(BidiError, OSError):
                self._bidi.send("browser.close")
            self._bidi.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            self._process.wait(10)

    def _perform(self, *sources: dict[str, Any]) -> None:
        actions: Sequence[dict[str, Any]] = sources
        self._bidi.send("input.performActions", context=self.page, actions=list(actions))

    def _port(self) -> int:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            said = re.search(r"WebDriver BiDi listening on ws://[^:]+:(\d+)", self._log.read_text(errors="replace"))
            if said:
                return int(said.group(1))
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError("Firefox did not start.\n" + self._log.read_text(errors="replace"))


def _prefs(proxy_port: int) -> dict[str, object]:
    return {
        "network.proxy.type": 1,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": proxy_port,
        "network.proxy.no_proxies_on": "127.0.0.1,localhost",
        # The extension's own pages stand under an address that a test can know.
        "extensions.webextensions.uuids": json.dumps({GECKO_ID: UUID}),
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.page": 0,
        "browser.aboutwelcome.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "toolkit.telemetry.reportingpolicy.firstRun": False,
        "app.update.enabled": False,
        "extensions.update.enabled": False,
        "intl.accept_languages": "en-US, en",
    }
