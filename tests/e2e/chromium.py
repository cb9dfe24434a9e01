"""Chromium as the shared tests see a browser; what only this browser can be told to do stands here too."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

_CENTRE = """(() => {
  const element = %s;
  if (!element) return null;
  const box = element.getBoundingClientRect();
  let x = box.x + Math.min(box.width / 2, 40), y = box.y + Math.min(box.height / 2, 16);
  const frameOf = (one) => one.ownerDocument.defaultView.frameElement;
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const around = frame.getBoundingClientRect();
    x += around.x + frame.clientLeft; y += around.y + frame.clientTop;
  }
  return box.width && [x, y];
})()"""


def add_place(context: BrowserContext, host: str) -> None:
    """Add a host as an employee does in the options, and wait until pages there are read."""
    worker = context.service_workers[0]
    worker.evaluate("host => chrome.storage.local.set({ places: [host] })", host)
    worker.evaluate(
        """async () => {
          for (let tries = 0; tries < 100; tries += 1) {
            if ((await chrome.scripting.getRegisteredContentScripts()).length > 0) return;
            await new Promise((done) => setTimeout(done, 50));
          }
          throw new Error('The script was not registered.');
        }"""
    )


class Chromium:
    """One tab."""

    name = "Chromium"

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def goto(self, url: str) -> None:
        self.errors.clear()
        self.page.goto(url)

    def run(self, expression: str) -> Any:
        return self.page.evaluate(f"() => ({expression})")

    def wait(self, expression: str, seconds: float = 10.0) -> Any:
        return self.page.wait_for_function(f"() => ({expression})", timeout=seconds * 1000).json_value()

    def click(self, selector: str) -> None:
        self.wait(selector)
        x, y = self.run(_CENTRE % selector)
        self.page.mouse.click(x, y)

    def double_click(self, selector: str) -> None:
        x, y = self.run(_CENTRE % selector)
        self.page.mouse.dblclick(x, y)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def insert(self, text: str) -> None:
        """Put text at the caret without keys, as an input method, a suggestion or an autocorrection does."""
        self.page.keyboard.insert_text(text)

    def compose(self, text: str) -> None:
        """Show text that an input method has not settled yet."""
        session = self.page.context.new_cdp_session(self.page)
        at = len(text)
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": at, "selectionEnd": at})
        session.detach()

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*start, steps=2)
        self.page.mouse.move(*end, steps=6)
        self.page.mouse.up()
