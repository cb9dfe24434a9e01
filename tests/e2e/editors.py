"""The editors of the test pages: where each stands, how it is reached, and what is read from it. Any browser."""

from dataclasses import dataclass
from typing import Any, Protocol


class Browser(Protocol):
    """What a test does with a browser; elements are named by a JavaScript expression."""

    name: str

    def goto(self, url: str) -> None: ...
    def run(self, expression: str) -> Any: ...
    def wait(self, expression: str, seconds: float = 10.0) -> Any: ...
    def click(self, selector: str) -> None: ...
    def type(self, text: str) -> None: ...
    def press(self, keys: str) -> None: ...


@dataclass(frozen=True)
class Editor:
    """One editor on its page."""

    name: str
    url: str
    box: str
    post: str
    # Pressed first, where the box is not there at once.
    open: str | None = None
    enter_posts: bool = False

    @property
    def is_field(self) -> bool:
        return self.name == "textarea"


def _one(selector: str) -> str:
    return f"document.querySelector({selector!r})"


_SHADOW = "document.querySelector('shreddit-composer').shadowRoot"
EDITORS = {
    editor.name: editor
    for editor in (
        Editor(
            "lexical",
            "https://www.facebook.com/",
            """document.querySelector('[aria-label="What\\'s on your mind?"]')""",
            _one("[role=button][aria-label=Post]"),
            open="[...document.querySelectorAll('button')].find((one) => one.textContent === 'Create a post')",
        ),
        Editor(
            "draft-js",
            "https://x.com/home",
            _one("[data-testid=tweetTextarea_0]"),
            _one("[data-testid=tweetButtonInline]"),
        ),
        Editor("quill", "https://www.linkedin.com/feed/", _one(".ql-editor"), _one("#post")),
        Editor("tiptap", "https://bsky.app/", _one(".ProseMirror"), _one("#post")),
        Editor(
            "slate",
            "https://discord.com/channels/1?button",
            _one("[data-slate-editor]"),
            _one("#post"),
            enter_posts=True,
        ),
        Editor("ckeditor", "https://forum.example/", _one(".ck-editor__editable"), _one("#post")),
        Editor("textarea", "https://mastodon.social/home", _one("textarea"), _one("#post")),
        Editor("contenteditable", "https://www.youtube.com/watch", _one("#contenteditable-root"), _one("#post")),
        Editor(
            "shadow root",
            "https://www.reddit.com/r/school",
            f"{_SHADOW}.querySelector('[contenteditable]')",
            f"{_SHADOW}.querySelector('#post')",
        ),
        Editor(
            "frame",
            "https://www.blogger.com/blog/post/edit",
            "document.querySelector('iframe').contentDocument.body",
            _one("#post"),
        ),
    )
}

# Underlined words, in the registries of the page and of its frames, and in the copy that lies over a textarea.
UNDERLINED = """[
  ...[window, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow)].flatMap((view) =>
    [...view.CSS.highlights].filter(([name]) => /^forethought-(info|caution|serious)/.test(name))
      .flatMap(([, ranges]) => [...ranges].map((range) => range.toString()))),
  ...[...(document.querySelector('forethought-ui')?.shadowRoot.querySelectorAll('.mirror span[class*=i]') ?? [])]
    .filter((span) => /info|caution|serious/.test(span.className)).map((span) => span.textContent)]"""
SHELL = "document.querySelector('forethought-ui')?.shadowRoot"
CARD = f"{SHELL}?.querySelector('.card')"
DIALOG = f"{SHELL}?.querySelector('dialog[open]')"

_STATE = """((box) => {
  if (box.tagName === 'TEXTAREA') return { text: box.value, caret: [box.selectionStart, box.selectionEnd] };
  const root = box.getRootNode();
  const selection = root.getSelection ? root.getSelection() : box.ownerDocument.getSelection();
  const random = /"(?:[0-9a-z]{4,5}-\\d-\\d|[0-9a-z]{4,5})"|placeholder-\\w+|\\be[0-9a-f]{30,}\\b/g;
  return {
    html: box.innerHTML.replace(random, 'KEY'),
    text: box.innerText,
    caret: [selection?.anchorOffset, selection?.focusOffset, selection?.anchorNode?.textContent],
  };
})"""


def visit(browser: Browser, editor: Editor) -> None:
    """Open the page and put the caret into the box."""
    browser.goto(editor.url)
    if editor.open:
        browser.wait(editor.open)
        browser.click(editor.open)
    browser.wait(editor.box)
    browser.click(editor.box)


def state(browser: Browser, editor: Editor) -> Any:
    """Return text, HTML and caret as they are now; what an editor draws at random is left out."""
    return browser.run(f"{_STATE}({editor.box})")


def text(browser: Browser, editor: Editor) -> str:
    return str(state(browser, editor)["text"])


def underlined(browser: Browser) -> list[str]:
    return sorted(browser.run(UNDERLINED))


def wait_for(browser: Browser, words: str, seconds: float = 10.0) -> None:
    browser.wait(f"({UNDERLINED}).some((one) => one.includes({words!r}))", seconds)


def wait_for_none(browser: Browser) -> None:
    browser.wait(f"({UNDERLINED}).length === 0")


def new_line(browser: Browser, editor: Editor) -> None:
    browser.press("Shift+Enter" if editor.enter_posts else "Enter")
