"""A person at the desk in a browser: by mouse, by keyboard alone, or without script. Every page is looked at."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.public.test_accessibility import AXE, FINDINGS
from tests.support.accounts import PASSWORD

PICTURES = os.environ.get("PICTURES", "")
MOST_TRIES = 60
"""More tries than any field needs; one that is not reached by then cannot be reached by keyboard."""
STEPS_TO = """target => {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden" && each.checkVisibility())
    .filter(each => each.type !== "radio" || each.checked || each === document.activeElement || each === target);
  const steps = stops.indexOf(target) - stops.indexOf(document.activeElement);
  return steps || 1;
}"""
"""About how many stops lie between the focus and an element; negative where it lies before."""
FOCUSED = "each => each === document.activeElement"
expect.set_options(timeout=15_000)
CHECKED = "each => each.checked"
CHOSEN = "each => each.selectedOptions[0]?.textContent.trim() ?? ''"


class Typist:
    """What a person does on a page. ``by_keys``: only by the keyboard; a file is chosen in the window of the system."""

    def __init__(self, page: Page, *, by_keys: bool, has_script: bool) -> None:
        self.page = page
        page.set_default_timeout(20_000)
        self.by_keys = by_keys
        self.has_script = has_script

    def sign_in(self, login: str, wanted: str) -> None:
        """Sign in by password and go on to a page."""
        self.page.goto(f"/desk/sign-in?next={wanted}")
        self.put("login", login)
        self.put("password", PASSWORD)
        self.press("登录")
        self.page.wait_for_url(lambda address: "sign-in" not in address)

    def put(self, name: str, text: str) -> None:
        """Give a field this text, or choose it by its words."""
        found = self.page.locator(f"[name='{name}']")
        if found.count() == 0:
            self._add_row_for(name)
        kind = found.first.evaluate("each => each.type")
        if kind in ("radio", "checkbox"):
            for words in text.split("、") if found.count() > 1 else [""]:
                self.tick(self._with_words(name, words))
            return
        if found.count() > 1:
            found = self.page.locator(f"[id='{name}']")
        self._show(found)
        if kind == "select-one":
            self._choose(found, text)
        else:
            self.write(found, text)

    def put_all(self, form: Mapping[str, str]) -> None:
        """Fill a form field by field."""
        for name, text in form.items():
            self.put(name, text)

    def press(self, words: str, within: Locator | None = None) -> None:
        """Press a button or follow a link."""
        button = (within or self.page.locator("body")).get_by_role("button", name=words, exact=True)
        link = self.page.locator("main").get_by_role("link", name=words)
        expect(button.or_(link).first).to_be_visible()
        self.act_on(button.first if button.count() else link.first)

    def act_on(self, found: Locator) -> None:
        """Do what a click does."""
        if not self.by_keys:
            found.click()
            return
        self.reach(found)
        self.page.keyboard.press("Enter")

    def reach(self, found: Locator, arrived: str = FOCUSED) -> None:
        """Go from field to field, forwards or backwards, until this one has the focus."""
        target = found.element_handle()
        for _ in range(MOST_TRIES):
            if target.evaluate(arrived):
                return
            steps = target.evaluate(STEPS_TO)
            for _ in range(max(1, abs(steps))):
                self.page.keyboard.press("Tab" if steps > 0 else "Shift+Tab")
        raise AssertionError(f"no way by keyboard to {found}")

    def see(self, name: str) -> None:
        """By mouse: assert that the page fits both widths and that axe finds nothing; take pictures where wanted."""
        if self.by_keys or not self.has_script:
            return
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} {width}"
            if PICTURES:
                Path(PICTURES).mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.evaluate(AXE)
        found = self.page.evaluate(FINDINGS)
        assert found == [], f"{name}: {found}"

    def says(self, words: str) -> None:
        """Assert that the page says this."""
        expect(self.page.locator("main")).to_contain_text(words)

    def _add_row_for(self, name: str) -> None:
        box = self.page.locator(f"#{name.partition('-')[0]}")
        self.act_on(box.get_by_role("button", name="添加一行"))
        expect(self.page.locator(f"[name='{name}']")).to_have_count(1)

    def _with_words(self, name: str, words: str) -> Locator:
        found = self.page.locator(f"[name='{name}']")
        return found.and_(self.page.get_by_label(words, exact=True)).first if words else found.first

    def _show(self, found: Locator) -> None:
        """Unfold what hides the field."""
        folded = found.locator("xpath=ancestor::details[not(@open)]").first
        if not found.is_visible() and folded.count():
            self.act_on(folded.locator("summary").first)

    def tick(self, found: Locator) -> None:
        self._show(found)
        if found.evaluate(CHECKED):
            return
        if not self.by_keys:
            found.click()
            if not found.evaluate(CHECKED):  # what was read above it moved it away under the pointer
                found.click()
        elif found.evaluate("each => each.type") == "checkbox":
            self.reach(found)
            self.page.keyboard.press("Space")
        else:
            self._move_to(found)
        assert found.evaluate(CHECKED)

    def _move_to(self, radio: Locator) -> None:
        """Go to the group, and by arrow keys to the choice."""
        self.reach(radio, "each => each.name === document.activeElement.name")
        if radio.evaluate(FOCUSED):
            self.page.keyboard.press("Space")
        for _ in range(9):
            if radio.evaluate(CHECKED):
                return
            self.page.keyboard.press("ArrowDown")

    def _choose(self, found: Locator, words: str) -> None:
        if not self.by_keys:
            found.select_option(label=words)
            return
        self.reach(found)
        self.page.keyboard.press("Home")
        for _ in range(60):
            if found.evaluate(CHOSEN) == words:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no choice {words}")

    def write(self, found: Locator, text: str) -> None:
        if not self.by_keys:
            found.fill(text)
            return
        self.reach(found)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)


@contextmanager
def at_the_desk(browser: Browser, address: str, way: str) -> Iterator[Typist]:
    """Yield a person in a window of their own. ``way``: "mouse", "keys" or "no script"."""
    has_script = way != "no script"
    for page in opened(browser, address, has_script=has_script):
        page.emulate_media(reduced_motion="reduce")
        yield Typist(page, by_keys=way == "keys", has_script=has_script)
