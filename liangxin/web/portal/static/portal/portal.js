/* The public portal: the nearest stations, worked out on the phone; installing the worker. */
(() => {
  "use strict";
  const METRES_A_DEGREE = 111195, NEAREST = 5;
  const radians = (degrees) => (degrees * Math.PI) / 180;

  const metres = (from, to) => {
    const north = (to[0] - from[0]) * METRES_A_DEGREE;
    const east = (to[1] - from[1]) * METRES_A_DEGREE * Math.cos(radians(from[0]));
    return Math.hypot(north, east);
  };
  const far = (distance, words) =>
    distance < 950
      ? words.metres.replace("{n}", String(Math.max(10, Math.round(distance / 10) * 10)))
      : words.kilometres.replace("{n}", (distance / 1000).toFixed(1));

  const show = (box, stations, here) => {
    const words = { metres: box.dataset.metres, kilometres: box.dataset.kilometres };
    const list = box.querySelector("[data-portal-list]"), template = box.querySelector("template");
    const near = stations
      .map((station) => ({ ...station, distance: metres(here, station.at) }))
      .sort((one, other) => one.distance - other.distance)
      .slice(0, NEAREST);
    list.replaceChildren(...near.map((station) => {
      const row = template.content.cloneNode(true);
      const link = row.querySelector("a");
      link.href = station.url;
      row.querySelector("[data-portal-name]").textContent = station.name;
      row.querySelector("[data-portal-address]").textContent = station.address;
      row.querySelector("[data-portal-far]").textContent = far(station.distance, words);
      return row;
    }));
    list.hidden = false;
  };

  document.querySelectorAll("[data-portal-near]").forEach((box) => {
    const button = box.querySelector("button"), said = box.querySelector("[data-portal-said]");
    if (!navigator.geolocation || !button) return;
    box.hidden = false;
    const tell = (words) => { said.textContent = words; said.hidden = !words; };
    button.addEventListener("click", () => {
      tell(box.dataset.asking);
      navigator.geolocation.getCurrentPosition(
        async (position) => {
          try {
            const answer = await fetch(box.dataset.points);
            const { stations } = await answer.json();
            tell(stations.length ? "" : box.dataset.none);
            show(box, stations, [position.coords.latitude, position.coords.longitude]);
          } catch (error) {
            tell(box.dataset.failed);
          }
        },
        () => tell(box.dataset.refused),
        { enableHighAccuracy: false, maximumAge: 300000, timeout: 10000 },
      );
    });
  });

  if ("serviceWorker" in navigator && window.isSecureContext) {
    window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => undefined));
  }
})();
