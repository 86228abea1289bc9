// Rows of child tables: the last is always empty, a deleted one can be restored until saved, rows can be moved.
// The files desk-*.js are served as one, in the order of disposal/pages/assets.py. Nothing acts while an input method composes.
"use strict";
const desk = {
  isEnglish: document.documentElement.lang === "en",
  say: (zh, en) => (document.documentElement.lang === "en" ? en : zh),
  isComposing: event => event.isComposing || event.keyCode === 229,
};

(() => {
  const FIELDS = "input:not([type=hidden], [type=file]), select, textarea";
  const box = element => element.closest("[data-rows]");
  const child = (of, name) => [...of.children].find(each => each.localName === name);
  const table = of => child(of, "table");
  const rows = of => [...table(of).tBodies];
  const isDeleted = row => row.classList.contains("is-deleted");
  const fields = row => [...row.querySelectorAll(FIELDS)].filter(field => !field.disabled);
  const suffix = (row, field) => field.name.slice(row.dataset.row.length + 1);
  const template = of => child(of, "template").content.querySelector("tbody");
  // The fields of the row that is copied, by the last part of their names; looked up once a table.
  const models = new WeakMap();
  function usual(of, row, field) {
    if (!models.has(of)) models.set(of, new Map(fields(template(of)).map(each => [suffix(template(of), each), each])));
    return models.get(of).get(suffix(row, field));
  }
  const isToggle = field => field.type === "checkbox" || field.type === "radio";

  function isFilled(of, row, field) {
    const empty = usual(of, row, field);
    if (isToggle(field)) return field.checked !== Boolean(empty && empty.checked);
    return field.value.trim() !== "" && field.value !== (empty ? empty.value : "");
  }
  const isBlank = (of, row) => !isDeleted(row) && !fields(row).some(field => isFilled(of, row, field));

  function renumber(of) {
    rows(of).forEach((row, place) => setNumber(row, place + 1));
  }
  function setNumber(row, number) {
    for (const each of row.querySelectorAll("[data-number]")) if (each.textContent !== String(number)) each.textContent = number;
  }

  function add(of) {
    const numbers = rows(of).map(row => Number(row.dataset.row.slice(of.dataset.rows.length + 1)));
    const key = `${of.dataset.rows}-${Math.max(-1, ...numbers) + 1}`;
    const copy = document.createElement("template");
    copy.innerHTML = template(of).outerHTML.replaceAll(template(of).dataset.row, key);
    const row = copy.content.firstElementChild;
    table(of).append(row);
    setNumber(row, table(of).tBodies.length);
    return row;
  }

  // Leave exactly one empty row, at the end; a row with the focus stays.
  function keepOneBlank(of) {
    const all = rows(of);
    while (all.length > 1 && isBlank(of, all.at(-1)) && isBlank(of, all.at(-2)) && !all.at(-1).contains(document.activeElement))
      all.pop().remove();
    if (!all.length || !isBlank(of, all.at(-1))) add(of);
  }

  function changed(field) {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function setDeleted(row, deleted) {
    row.classList.toggle("is-deleted", deleted);
    row.querySelector("[data-deleted]").value = deleted ? "1" : "";
    row.querySelector(":scope > .gone").hidden = !deleted;
    row.querySelectorAll(":scope > .line").forEach(line => (line.hidden = deleted));
    changed(row.querySelector("[data-deleted]"));
  }

  function remove(row) {
    const of = box(row);
    const at = rows(of).indexOf(row);
    if (isBlank(of, row)) {
      if (rows(of).length > 1) row.remove();
      renumber(of);
      keepOneBlank(of);
      const next = rows(of)[Math.min(at, rows(of).length - 1)];
      if (next && !isDeleted(next)) fields(next)[0].focus();
      return;
    }
    setDeleted(row, true);
    keepOneBlank(of);
    row.querySelector("[data-restore-row]").focus();
  }

  function restore(row) {
    setDeleted(row, false);
    fields(row)[0].focus();
  }

  function move(row, up) {
    const of = box(row);
    const all = rows(of);
    const other = all[all.indexOf(row) + (up ? -1 : 1)];
    if (!other || isBlank(of, row) || isBlank(of, other)) return;
    const focused = document.activeElement;
    if (up) other.before(row);
    else other.after(row);
    focused.focus();
    renumber(of);
    changed(row.querySelector("[data-deleted]"));
  }

  function copyAbove(row, field) {
    const of = box(row);
    const above = rows(of).slice(0, rows(of).indexOf(row)).filter(each => !isDeleted(each)).at(-1);
    const source = above && above.querySelector(`[name="${above.dataset.row}-${suffix(row, field)}"]`);
    if (!source) return;
    if (isToggle(field)) field.checked = source.checked;
    else {
      if (field.tagName === "SELECT") desk.choose(field, source.value);
      else field.value = source.value;
    }
    changed(field);
  }

  // On the telephone a filled row without an error is folded to one line, which a button unfolds.
  function fold(of, row) {
    if (isBlank(of, row) || row.querySelector("[aria-invalid], .doubtful") || row.querySelector("[data-fold]")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.dataset.fold = "";
    const words = fields(row).filter(f => isFilled(of, row, f)).slice(0, 3);
    button.textContent = words.map(f => (f.tagName === "SELECT" ? f.selectedOptions[0].textContent : f.value)).join(" ");
    button.setAttribute("aria-expanded", "false");
    row.querySelector("th.row-number").append(" ", button);
    row.classList.add("is-folded");
  }

  document.addEventListener("click", event => {
    const button = event.target.closest("[data-add-row], [data-delete-row], [data-restore-row], [data-fold]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    if (button.matches("[data-fold]")) {
      button.setAttribute("aria-expanded", String(!row.classList.toggle("is-folded")));
    } else if (button.matches("[data-delete-row]")) remove(row);
    else if (button.matches("[data-restore-row]")) restore(row);
    else {
      const of = box(button);
      if (!isBlank(of, rows(of).at(-1))) add(of);
      fields(rows(of).at(-1))[0].focus();
    }
  });
  const typed = event => {
    const row = !event.isComposing && event.target.closest("[data-row]");
    if (row && box(row)) keepOneBlank(box(row));
  };
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);

  desk.choose = (select, words) => {
    const plain = text => text.replace(/\s/g, "").toLowerCase();
    const isCalled = each => each.value === words || [each.textContent, ...(each.dataset.also?.split("、") ?? [])].some(name => plain(name) === plain(words));
    const found = [...select.options].find(isCalled);
    if (found) select.value = found.value;
    else {
      select.add(new Option(words, words));
      select.value = words;
    }
    return Boolean(found && !("words" in found.dataset));
  };
  desk.rows = { add, box, changed, copyAbove, fields, isBlank, isDeleted, isFilled, isToggle, keepOneBlank, move, remove, renumber, rows, suffix, template };

  document.querySelectorAll("[data-rows]").forEach(of => {
    keepOneBlank(of);
    if (matchMedia("(max-width: 40rem)").matches) rows(of).forEach(row => isDeleted(row) || fold(of, row));
  });
})();
