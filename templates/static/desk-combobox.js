// Suggestions under an input that works without them: from two characters, never while an input method composes.
(() => {
  let count = 0;
  let asked = 0;
  let waiting = 0;
  const holder = input => input?.closest?.("[data-suggest]");
  const isOne = input => Boolean(holder(input)) && input.matches("input:not([type=hidden])");
  const list = input => holder(input).querySelector("[role=listbox]");
  const chosen = input => list(input)?.querySelector("[aria-selected=true]");

  function prepare(input) {
    if (input.getAttribute("role") === "combobox") return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
  }

  function close(input) {
    prepare(input); // one that had the focus from the start
    clearTimeout(waiting);
    asked += 1;
    list(input)?.remove();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-controls");
    input.removeAttribute("aria-activedescendant");
  }

  function show(input, suggestions) {
    close(input);
    if (!suggestions.length || document.activeElement !== input) return;
    const menu = document.createElement("ul");
    menu.id = `suggestions-${++count}`;
    menu.setAttribute("role", "listbox");
    menu.setAttribute("aria-label", desk.say("提示", "suggestions"));
    suggestions.slice(0, 8).forEach((each, at) => {
      const item = document.createElement("li");
      item.id = `${menu.id}-${at}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      Object.assign(item.dataset, { value: each.value, key: each.key ?? "" });
      item.append(each.label);
      if (each.hint) {
        const hint = document.createElement("span");
        hint.className = "hint";
        hint.textContent = each.hint;
        item.append(hint);
      }
      menu.append(item);
    });
    holder(input).append(menu);
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", menu.id);
  }

  async function ask(input) {
    const turn = ++asked;
    const words = input.value.trim();
    if (words.length < 2) return close(input);
    try {
      const answer = await fetch(`${holder(input).dataset.suggest}?q=${encodeURIComponent(words)}`, { headers: { accept: "application/json" } });
      const said = answer.ok ? await answer.json() : { suggestions: [] };
      if (turn === asked) show(input, said.suggestions);
    } catch {
      // Without suggestions the words typed stand as they are.
    }
  }

  function mark(input, step) {
    const items = [...list(input).children];
    const now = items.indexOf(chosen(input));
    const next = items[(now + step + items.length + (now < 0 && step < 0 ? 1 : 0)) % items.length];
    items.forEach(item => item.setAttribute("aria-selected", String(item === next)));
    next.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", next.id);
  }

  function choose(input, item) {
    input.value = item.dataset.value;
    holder(input).querySelector("[type=hidden]").value = item.dataset.key;
    close(input);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const typed = event => {
    const input = event.target;
    if (event.isComposing || !isOne(input)) return;
    prepare(input);
    holder(input).querySelector("[type=hidden]").value = "";
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(input), 150);
  };
  document.addEventListener("focusin", event => isOne(event.target) && prepare(event.target));
  document.addEventListener("input", event => event.isTrusted && typed(event));
  document.addEventListener("compositionend", typed);
  document.addEventListener("focusout", event => isOne(event.target) && close(event.target));
  document.addEventListener("mousedown", event => {
    const item = event.target.closest?.("[data-suggest] [role=option]");
    if (!item) return;
    event.preventDefault();
    choose(holder(item).querySelector("input:not([type=hidden])"), item);
  });
  document.addEventListener("keydown", event => {
    const input = event.target;
    if (desk.isComposing(event) || !isOne(input) || !list(input) || event.altKey || event.ctrlKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(input, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && chosen(input)) choose(input, chosen(input));
    else if (event.key === "Escape") close(input);
    else return;
    event.preventDefault();
  });
})();
