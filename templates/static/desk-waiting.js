// How many items wait for the person, beside 工作台 in the menu: asked of the server once a minute at most.
(() => {
  const places = document.querySelectorAll("[data-waiting]");
  if (!places.length) return;
  const { waiting, waitingOf, waitingNow } = places[0].dataset;
  const key = `waiting:${waitingOf}`;
  const show = count =>
    places.forEach(place => {
      place.querySelector("[data-count]").textContent = count;
      place.hidden = !count;
    });
  const keep = count => sessionStorage.setItem(key, JSON.stringify({ count, at: Date.now() }));

  // Whatever is posted may have done an item.
  document.addEventListener("submit", () => sessionStorage.removeItem(key));
  if (waitingNow !== undefined) {
    keep(Number(waitingNow));
    return;
  }
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept && Date.now() - kept.at < 60000) {
    show(kept.count);
    return;
  }
  fetch(waiting, { headers: { accept: "application/json" }, credentials: "same-origin", redirect: "error" })
    .then(answer => (answer.ok ? answer.json() : null))
    .then(said => {
      if (!said) return;
      keep(said.waiting);
      show(said.waiting);
    })
    .catch(() => {});
})();
