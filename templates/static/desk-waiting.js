// How many items wait for the person, and how many messages are not read: asked of the server once a minute at most.
(() => {
  const places = [...document.querySelectorAll("[data-waiting]")];
  if (!places.length) return;
  const { waiting, waitingOf } = places[0].dataset;
  const key = `waiting:${waitingOf}`;
  const show = counts =>
    places.forEach(place => {
      const count = counts[place.dataset.waitingName];
      place.querySelector("[data-count]").textContent = count > 99 ? "99+" : count;
      place.hidden = !count;
    });
  const keep = counts => sessionStorage.setItem(key, JSON.stringify({ counts, at: Date.now() }));

  // Whatever is posted may have done an item.
  document.addEventListener("submit", () => sessionStorage.removeItem(key));
  // What the page itself has counted is newer than what was kept or is asked for.
  const now = {};
  for (const { dataset } of places) if (dataset.waitingNow !== undefined) now[dataset.waitingName] = Number(dataset.waitingNow);
  if (places.every(place => place.dataset.waitingName in now)) {
    keep(now);
    return;
  }
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept?.counts && Date.now() - kept.at < 60000) {
    show({ ...kept.counts, ...now });
    return;
  }
  fetch(waiting, { headers: { accept: "application/json" }, credentials: "same-origin", redirect: "error" })
    .then(answer => (answer.ok ? answer.json() : null))
    .then(said => {
      if (!said) return;
      keep({ ...said, ...now });
      show({ ...said, ...now });
    })
    .catch(() => {});
})();
