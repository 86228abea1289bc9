// Cells pasted from a spreadsheet fill right and down, add rows, and can be taken back. Words are put in as they are:
// the server alone reads amounts, dates and names, and says what it does not understand.
(() => {
  const { add, box, changed, fields, isDeleted, isFilled, isToggle, keepOneBlank, renumber, rows, suffix, template } = desk.rows;
  const MOST_ROWS = 200;
  const FIGURE = /^[\d０-９,，.．]+$/;
  const UNIT = /[（(](万元|亿元|元)[）)]/;
  const plain = text => text.replace(/[（(][^）)]*[）)]|[\s*＊:：]/g, "").toLowerCase();

  // Tabs part cells, line ends part rows; a cell with either of them, or with a quote, stands in quotes.
  function cellsOf(text) {
    const grid = [[]];
    const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
    for (let found; cell.lastIndex < text.length && (found = cell.exec(text)); ) {
      grid.at(-1).push((found[1] !== undefined ? found[1].replaceAll('""', '"') : found[2]).trim());
      if (found[3] && found[3] !== "\t" && cell.lastIndex < text.length) grid.push([]);
      if (found[3] === "\t" && cell.lastIndex === text.length) grid.at(-1).push("");
    }
    return grid;
  }

  function columnsOf(of) {
    const model = template(of);
    return fields(model).map(field => {
      const label = field.closest("td")?.dataset.label ?? model.querySelector(`label[for="${field.id}"]`)?.textContent ?? "";
      return { name: suffix(model, field), label: plain(label.replace(desk.say("公告前", "before the notice"), "").replace(desk.say("（必填）", "(required)"), "")), isAmount: field.dataset.kind === "amount" };
    });
  }

  // A heading row names columns; its cells may come in another order, and may bear the unit of their amounts.
  function placesOf(columns, first, grid) {
    const heads = grid[0].map(words => columns.findIndex(column => column.label && column.label === plain(words)));
    const given = grid[0].filter(words => words).length;
    if (heads.filter(at => at >= 0).length * 2 < Math.max(given, 2)) {
      return { body: grid, places: grid[0].map((_, at) => ({ at: first + at < columns.length ? first + at : -1, unit: "" })) };
    }
    const taken = new Set(heads);
    const places = heads.map((at, index) => {
      const after = index ? heads[index - 1] + 1 : 0;
      const free = at >= 0 ? at : columns.findIndex((_, each) => each >= after && !taken.has(each));
      taken.add(free);
      heads[index] = free;
      return { at: free, unit: (free >= 0 && columns[free].isAmount && grid[0][index].match(UNIT)?.[1]) || "" };
    });
    return { body: grid.slice(1), places };
  }

  function bar(of, words, buttons) {
    const place = of.querySelector("[data-rows-bar]");
    place.replaceChildren(words);
    for (const [label, act, address] of buttons) {
      const button = document.createElement(address ? "a" : "button");
      button.className = address ? "button" : "plain";
      button.textContent = label;
      if (address) button.href = address;
      else {
        button.type = "button";
        button.addEventListener("click", act);
      }
      place.append(" ", button);
    }
    if (buttons.length) place.querySelector("button").focus();
  }

  function planOf(of, row, field, grid) {
    const columns = columnsOf(of);
    const { body, places } = placesOf(columns, columns.findIndex(column => column.name === suffix(row, field)), grid);
    return { of, start: row, columns, body, places, lost: places.filter(place => place.at < 0).length };
  }

  const targets = plan => rows(plan.of).slice(rows(plan.of).indexOf(plan.start)).filter(row => !isDeleted(row));
  const fieldAt = (row, name) => row.querySelector(`[name="${row.dataset.row}-${name}"]`);
  const wordsAt = (plan, cells, index) => {
    const words = cells[index] ?? "";
    return words && plan.places[index].unit && FIGURE.test(words) ? words + plan.places[index].unit : words;
  };

  function* puts(plan, rowOf) {
    for (const [line, cells] of plan.body.entries()) {
      const row = rowOf(line);
      for (const [index, place] of plan.places.entries()) {
        if (!row || place.at < 0) continue;
        yield { row, field: fieldAt(row, plan.columns[place.at].name), words: wordsAt(plan, cells, index) };
      }
    }
  }

  function overwritten(plan) {
    const known = targets(plan);
    return [...puts(plan, line => known[line])].filter(({ row, field, words }) => isFilled(plan.of, row, field) && (isToggle(field) || field.value !== words));
  }

  function put(field, words) {
    if (isToggle(field)) {
      field.checked = ["是", "有", "√", "yes", "true", "1"].includes(words.toLowerCase());
      return true;
    }
    if (field.tagName === "SELECT") return !words || desk.choose(field, words);
    field.value = words;
    return true;
  }

  function mark(field, doubt) {
    const holder = field.closest("td, .field");
    const place = holder.querySelector("[data-doubt-for]");
    holder.classList.toggle("doubtful", Boolean(doubt));
    if (!place) return;
    place.hidden = !doubt;
    place.querySelector("span").textContent = doubt || "";
  }
  desk.mark = mark;

  function apply(plan, onlyEmpty) {
    const form = plan.of.closest("form");
    const before = { order: rows(plan.of), values: [] };
    const known = targets(plan);
    const rowOf = line => {
      while (known.length <= line) known.push(add(plan.of));
      return known[line];
    };
    let unread = 0;
    for (const { row, field, words } of puts(plan, rowOf)) {
      if (onlyEmpty && isFilled(plan.of, row, field)) continue;
      before.values.push([field, field.value, field.checked]);
      if (put(field, words)) mark(field, "");
      else {
        mark(field, desk.say("从下拉项中选择", "choose one of the list"));
        unread += 1;
      }
    }
    keepOneBlank(plan.of);
    const grown = rows(plan.of).filter(row => !before.order.includes(row) && !desk.rows.isBlank(plan.of, row)).length;
    const names = new Set(before.values.map(([field]) => field.name));
    const tell = more => bar(plan.of, summary(plan, grown, unread + more), [[desk.say("还原粘贴", "Undo the paste"), () => undo(plan, before)]]);
    tell(0);
    changed(before.values[0] ? before.values[0][0] : fields(plan.start)[0]);
    desk.touch(form);
    desk.notes(form).then(doubts => {
      const more = [...names].filter(name => name in doubts).length;
      if (more) tell(more);
    });
  }

  function summary(plan, grown, unread) {
    const zh = [`粘贴${plan.body.length}行×${plan.places.length}列`, `新增${grown}行`];
    const en = [`pasted ${plan.body.length} rows × ${plan.places.length} columns`, `${grown} rows added`];
    if (unread) zh.push(`${unread}格待核对`), en.push(`${unread} cells to be checked`);
    if (plan.lost) zh.push(`${plan.lost}列无处可放，未粘贴`), en.push(`${plan.lost} columns have no place and were left out`);
    return desk.say(zh.join("，"), en.join(", "));
  }

  function undo(plan, before) {
    for (const [field, value, checked] of before.values.reverse()) {
      field.value = value;
      field.checked = checked;
      mark(field, "");
    }
    rows(plan.of).filter(row => !before.order.includes(row) && desk.rows.isBlank(plan.of, row)).forEach(row => row.remove());
    renumber(plan.of);
    keepOneBlank(plan.of);
    bar(plan.of, desk.say("已还原粘贴", "the paste was undone"), []);
    const first = before.values.at(-1)?.[0] ?? fields(plan.start)[0];
    first.focus();
    changed(first);
    desk.touch(plan.of.closest("form"));
    desk.notes(plan.of.closest("form"));
  }

  function offer(plan, field) {
    const close = () => (bar(plan.of, "", []), field.focus());
    const taken = overwritten(plan);
    if (!taken.length) return apply(plan, false);
    bar(plan.of, desk.say(`将覆盖${taken.length}格`, `${taken.length} cells would be overwritten`), [
      [desk.say("覆盖", "Overwrite"), () => apply(plan, false)],
      [desk.say("只填空格", "Fill empty cells only"), () => apply(plan, true)],
      [desk.say("取消", "Cancel"), close],
    ]);
  }

  document.addEventListener("paste", event => {
    const field = event.target;
    const row = field.closest?.("[data-row]");
    if (!row || !field.name || field.type === "file") return;
    const text = event.clipboardData.getData("text/plain").replace(/(\r\n|\n|\r)$/, "");
    const grid = cellsOf(text);
    if (grid.length === 1 && grid[0].length === 1) return;
    event.preventDefault();
    const plan = planOf(box(row), row, field, grid);
    if (!plan.body.length) return;
    if (plan.body.length <= MOST_ROWS || !plan.of.dataset.package) return offer(plan, field);
    bar(plan.of, desk.say(`共${plan.body.length}行，宜用资产包导入`, `${plan.body.length} rows: a package import suits them better`), [
      [desk.say("仍粘贴到此处", "Paste here all the same"), () => offer(plan, field)],
      [desk.say("取消", "Cancel"), () => (bar(plan.of, "", []), field.focus())],
      [desk.say("资产包导入", "Import a package"), null, plan.of.dataset.package],
    ]);
  });
})();
