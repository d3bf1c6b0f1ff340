"""A real browser for the tests of pages: headless Chromium, cut off from any network."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Scheme = Literal["light", "dark", "no-preference"]


def missing() -> str | None:
    """Why no browser can be had here; None where one can."""
    for package in ("playwright", "axe_playwright_python"):
        if find_spec(package) is None:
            return f"the package {package} is not installed (pip install mujaz[dev])"
    if _chromium() is None:
        return "no Chromium is installed (apt-get install chromium)"
    return None


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass(slots=True)
class Tab:
    """One open page and what it did."""

    page: Any  # playwright's Page
    requests: list[str] = field(default_factory=list)  # every address asked for, the page's own file first
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # uncaught errors of scripts
    console: list[str] = field(
        default_factory=list
    )  # errors the browser reports, such as a breach of the policy

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression."""
        return self.page.evaluate(script)

    def wider_than_screen(self) -> int:
        """By how many pixels the page is wider than the window; 0 or less is right."""
        return int(self.run("document.documentElement.scrollWidth - window.innerWidth"))

    def axe(self) -> list[str]:
        """What axe-core finds wrong: rule, then the first places."""
        self.run(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        found = self.run("axe.run({resultTypes: ['violations']})")["violations"]
        return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


@dataclass(slots=True)
class Browser:
    """A running Chromium."""

    _chromium: Any  # playwright's Browser

    @contextmanager
    def open(
        self,
        path: Path,
        width: int = 1280,
        height: int = 900,
        *,
        scheme: Scheme = "light",
        script: bool = True,
        fragment: str = "",
        timeout: float = 60.0,
    ) -> Iterator[Tab]:
        """Open a file. Whatever it asks of a network is noted and refused.

        Args:
            path: The HTML file.
            width: Of the window, in pixels.
            height: Of the window, in pixels.
            scheme: The reader's preference of colours.
            script: Whether the browser runs scripts of the page.
            fragment: What stands behind the `#`.
            timeout: Seconds after which an unfinished page is an error.
        """
        context = self._chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script
        )
        tab = Tab(context.new_page())
        tab.page.set_default_timeout(timeout * 1000)

        def noted(route: Any) -> None:
            tab.requests.append(route.request.url)
            if route.request.url.startswith("file:"):
                route.continue_()
            else:
                route.abort()

        def dialog(box: Any) -> None:
            tab.dialogs.append(box.message)
            box.dismiss()

        context.route("**/*", noted)
        tab.page.on("dialog", dialog)
        tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.page.on("console", lambda line: tab.console.append(line.text) if line.type == "error" else None)
        try:
            tab.page.goto(path.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
            yield tab
        finally:
            context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser with a fresh profile, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=_chromium(), headless=True, chromium_sandbox=False, args=list(_QUIET)
        )
        try:
            yield Browser(started)
        finally:
            started.close()
