// A text that its cell is too narrow for, such as the name of a company, stands whole beneath the field.
(() => {
  const CELLS = ".child td.of-text > input, .child td.of-combobox input[type=text], .child td.of-choice > select";
  const wordsOf = field => (field.tagName === "SELECT" ? (field.selectedOptions[0]?.textContent ?? "") : field.value);
  // A select does not say how wide its words are; a canvas measures them in its font.
  const pen = document.createElement("canvas").getContext("2d");
  const isCut = field => {
    if (!field.checkVisibility() || field === document.activeElement) return false;
    if (field.tagName !== "SELECT") return field.scrollWidth > field.clientWidth + 1;
    pen.font = getComputedStyle(field).font;
    return pen.measureText(wordsOf(field)).width > field.clientWidth - 36;
  };
  function show(field) {
    const cell = field.closest("td");
    const words = isCut(field) ? wordsOf(field) : "";
    let place = cell.querySelector(".whole");
    if (!place && !words) return;
    if (!place) {
      place = document.createElement("span");
      place.className = "whole";
      place.setAttribute("aria-hidden", "true"); // the field says the same
      cell.querySelector(".said").before(place);
    }
    place.textContent = words;
  }
  const all = () => document.querySelectorAll(CELLS).forEach(show);
  document.addEventListener("focusout", event => event.target.matches?.(CELLS) && setTimeout(show, 0, event.target));
  document.addEventListener("change", event => event.target.matches?.(CELLS) && show(event.target));
  addEventListener("resize", all);
  document.fonts.ready.then(all);
})();
