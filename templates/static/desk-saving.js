// Drafts are stored at each field left, as typed; the server says what it read in amounts and dates, beside the field.
(() => {
  const body = form => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    return data;
  };
  const post = (form, address, more) =>
    fetch(address, { method: "POST", body: body(form), headers: { accept: "application/json" }, credentials: "same-origin", redirect: "error", ...more });
  const foot = form => document.querySelector(`.action-bar[data-for="${form.id}"] [data-saved]`) ?? document.querySelector("[data-saved]");
  const saving = new WeakMap();
  // A form that is being sent carries all that was typed: an autosave that came after it would meet a completed draft.
  const leaving = new WeakSet();

  // At most one post at a time; what was typed meanwhile is posted after it.
  async function save(form) {
    if (leaving.has(form)) return;
    const state = saving.get(form) ?? { isDirty: true };
    saving.set(form, state);
    state.isDirty = true;
    if (state.isUnderWay) return;
    state.isUnderWay = true;
    const place = foot(form);
    while (state.isDirty && !leaving.has(form)) {
      state.isDirty = false;
      state.stop = new AbortController();
      try {
        const answer = await post(form, form.dataset.autosave, { signal: state.stop.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const said = await answer.json();
        if (place) place.textContent = `${place.dataset.words} ${said.saved_at}`;
        place?.classList.remove("failed");
        form.dispatchEvent(new CustomEvent("desk:saved", { detail: said, bubbles: true }));
      } catch {
        if (leaving.has(form)) break;
        if (place) place.textContent = place.dataset.failed;
        place?.classList.add("failed");
        state.isUnderWay = false;
        state.isUnsaved = true;
        return;
      }
      state.isUnsaved = false;
    }
    state.isUnderWay = false;
  }

  let asked = 0;
  async function notes(form) {
    if (!form?.dataset.totals) return {};
    const turn = ++asked;
    let said;
    try {
      const answer = await post(form, form.dataset.totals);
      if (!answer.ok) return {};
      said = await answer.json();
    } catch {
      return {};
    }
    if (turn !== asked) return said.doubts ?? {};
    // A note of a field that is neither amount nor date stays until the server says otherwise.
    form.querySelectorAll("[data-note-for]").forEach(place => {
      const name = place.dataset.noteFor;
      const words = said.notes?.[name];
      const isRead = place.closest("td, .field")?.querySelector("[data-kind]");
      if ((words !== undefined || isRead) && place.textContent !== (words ?? "")) place.textContent = words ?? "";
    });
    form.querySelectorAll("[data-kind]").forEach(field => desk.mark(field, said.doubts?.[field.name] ?? ""));
    for (const [name, words] of Object.entries(said.doubts ?? {})) {
      const field = form.elements.namedItem(name);
      if (field instanceof Element && !field.dataset.kind) desk.mark(field, words);
    }
    for (const [name, words] of Object.entries(said.totals ?? {})) {
      document.querySelectorAll(`[data-total="${name}"]`).forEach(place => (place.textContent = words));
      document.querySelectorAll(`[data-shown-with="${name}"]`).forEach(place => (place.hidden = !Number(words)));
    }
    if (said.missing) document.querySelectorAll("[data-missing]").forEach(place => (place.hidden = !said.missing.includes(place.dataset.missing)));
    return said.doubts ?? {};
  }

  let waiting = 0;
  const touched = new WeakSet();
  const formOf = event => event.target.form ?? event.target.closest?.("form");
  const typed = event => {
    const form = formOf(event);
    if (!form || event.isComposing) return;
    touched.add(form);
    leaving.delete(form);
    if (!form.dataset.totals) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => notes(form), event.target.dataset?.kind ? 300 : 700);
  };
  const store = form => {
    if (form?.dataset.autosave && touched.has(form)) {
      touched.delete(form);
      save(form);
    }
  };
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
  document.addEventListener("change", event => {
    const form = formOf(event);
    if (!form) return;
    touched.add(form);
    clearTimeout(waiting);
    notes(form);
    store(form);
  });
  document.addEventListener("submit", event => {
    if (event.defaultPrevented) return;
    leaving.add(event.target);
    saving.get(event.target)?.stop?.abort();
  });
  // Back on the page without its being loaded anew, or where the sending led nowhere, drafts are stored again.
  addEventListener("pageshow", event => event.persisted && document.querySelectorAll("form[data-autosave]").forEach(form => leaving.delete(form)));
  document.addEventListener("focusout", event => store(formOf(event)));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    document.querySelectorAll("form[data-autosave]").forEach(form => {
      if (leaving.has(form)) return;
      const isUnsaved = touched.has(form) || saving.get(form)?.isDirty || saving.get(form)?.isUnsaved;
      if (isUnsaved) post(form, form.dataset.autosave, { keepalive: body(form).toString().length < 60000 }).catch(() => {});
    });
  });

  // A form that keeps no draft asks before what was typed in it is lost.
  addEventListener("beforeunload", event => {
    const isTyped = form => touched.has(form) && !leaving.has(form);
    if ([...document.querySelectorAll("form[data-entry]:not([data-autosave])")].some(isTyped)) event.preventDefault();
  });

  desk.notes = notes;
  desk.save = save;
  desk.touch = form => form && (touched.add(form), store(form));
  document.querySelector("[data-focus]")?.focus();
})();
