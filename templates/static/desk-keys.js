// The keys of templates/_desk/keys.html.j2. None acts while an input method composes; none presses 批准 or 发布.
(() => {
  const NEVER = /批准|发布|^approve|^publish/i;
  const isShown = element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
  const dialog = () => document.getElementById("keys");
  const FIELDS = "input:not([type=hidden]), select, textarea, button:not([data-delete-row], [data-add-row])";

  function press(role) {
    const button = document.querySelector(`button[data-role="${role}"]:not(:disabled)`);
    if (!button || button.matches(".stamp") || NEVER.test(button.textContent.trim())) return false;
    if (role === "draft" && button.form?.dataset.autosave) {
      desk.save(button.form);
      return true;
    }
    button.click();
    return true;
  }

  function search() {
    const fields = [...document.querySelectorAll("[data-search]")];
    let field = fields.find(isShown);
    if (!field) {
      field = fields.at(-1);
      field?.closest("details")?.setAttribute("open", "");
    }
    field?.focus();
    return Boolean(field);
  }

  function next(field) {
    const all = [...field.form.elements].filter(each => each.matches(FIELDS) && (each === field || isShown(each)));
    const after = all.slice(all.indexOf(field) + 1).find(each => each.type !== "radio" || each.name !== field.name);
    if (!after) return;
    after.focus();
    if (after.select && after.tagName === "INPUT") after.select();
  }

  function ofRow(event) {
    const row = event.target.closest?.("[data-row]");
    if (!row || !event.target.name) return false;
    if (event.altKey && !event.ctrlKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) desk.rows.move(row, event.key === "ArrowUp");
    else if (event.altKey && !event.ctrlKey && event.key === "Delete") desk.rows.remove(row);
    else if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "d") desk.rows.copyAbove(row, event.target);
    else return false;
    return true;
  }

  function act(event) {
    const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (ofRow(event)) return true;
    if (isControl && key === "enter") return press(event.shiftKey ? "next" : "main");
    if (isControl && key === "s") return press("draft");
    if (isControl && key === "k") return search();
    if (event.altKey && !event.ctrlKey && event.code === "Slash") {
      if (dialog().open) dialog().close();
      else dialog().showModal();
      return true;
    }
    if (key === "escape") {
      const drawer = document.querySelector("details.folded[open]");
      if (!drawer) return false;
      drawer.removeAttribute("open");
      drawer.querySelector("summary").focus();
      return true;
    }
    const isPlain = key === "enter" && !event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey;
    if (isPlain && event.target.matches("[data-sends]")) {
      event.target.form.requestSubmit(event.target.parentElement.querySelector("button"));
      return true;
    }
    if (isPlain && event.target.form?.matches("[data-entry]") && event.target.matches("input:not([type=submit], [type=file]), select")) {
      next(event.target);
      return true;
    }
    return false;
  }

  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || desk.isComposing(event)) return;
    if (act(event)) event.preventDefault();
  });
  // While an input method composes, the browser does not act either: Enter sends no form, Ctrl+S opens no dialog.
  document.addEventListener("keydown", event => {
    if (!desk.isComposing(event)) return;
    const isEnter = event.key === "Enter" && event.target.form?.matches("[data-entry]") && event.target.tagName !== "TEXTAREA";
    if (isEnter || (event.ctrlKey && ["s", "k", "d", "Enter"].includes(event.key))) event.preventDefault();
  });
})();
