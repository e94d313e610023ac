/* The week of a room: pick hours by mouse (also drag), touch or keys; without this script each cell leads to the form. */
(() => {
  "use strict";
  let picked = [], anchor = null, dragging = false;

  const cells = () => [...document.querySelectorAll("[data-room-cell]")];
  const place = (cell) => cell.dataset.roomCell.split("-").map(Number);
  const at = (column, hour) => document.querySelector(`[data-room-cell="${column}-${hour}"]`);
  const ends = () => {
    return [picked[0].value, picked[picked.length - 1].dataset.end];
  };

  const show = () => {
    cells().forEach((cell) => {
      const on = picked.includes(cell);
      cell.setAttribute("aria-pressed", String(on));
      cell.querySelector("[data-room-mark]").hidden = !on;
    });
    const bar = document.querySelector("[data-room-bar]");
    const span = picked.length ? ends() : null;
    document.querySelectorAll("[data-room-go]").forEach((link) => {
      const address = new URL(link.href);
      ["start", "end"].forEach((name, number) => {
        if (span) address.searchParams.set(name, span[number]); else address.searchParams.delete(name);
      });
      link.href = address.href;
    });
    if (!bar) return;
    const when = bar.querySelector("[data-room-when]"), count = bar.querySelector("[data-room-count]");
    const room = document.querySelector("[data-room-week]").dataset.roomName;
    when.textContent = span ? `${span[0].slice(5, 10)} ${span[0].slice(11)}–${span[1].slice(11)}` : bar.dataset.none || "";
    count.textContent = span ? `${bar.dataset.hours.replace("{n}", String(picked.length))} · ${room}` : room;
  };

  /* All cells between two of one day, where each of them is free; else only the last. */
  const between = (from, to) => {
    const [column, one] = place(from), [other, two] = place(to);
    if (column !== other) return [to];
    const run = [];
    for (let hour = Math.min(one, two); hour <= Math.max(one, two); hour += 1) {
      const cell = at(column, hour);
      if (!cell || (run.length && run[run.length - 1].dataset.end !== cell.value)) return [to];
      run.push(cell);
    }
    return run;
  };

  const pick = (cell) => {
    if (picked.length === 1 && picked[0] === cell) { picked = []; anchor = null; }
    else if (anchor && picked.length === 1 && place(anchor)[0] === place(cell)[0]) picked = between(anchor, cell);
    else { anchor = cell; picked = [cell]; }
    if (picked.length === 1) anchor = picked[0];
    show();
  };

  const cellOf = (event) => (event.target instanceof Element ? event.target.closest("[data-room-cell]") : null);

  document.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    event.preventDefault();
    if (dragging) { dragging = false; return; }
    pick(cell);
  });
  document.addEventListener("pointerdown", (event) => {
    const cell = cellOf(event);
    dragging = false;
    if (!cell || event.pointerType !== "mouse" || event.button !== 0) return;
    const from = cell;
    const over = (move) => {
      const now = cellOf(move);
      if (!now || (now === from && !dragging)) return;
      dragging = true;
      anchor = from;
      picked = between(from, now);
      show();
    };
    const up = () => { document.removeEventListener("pointerover", over); document.removeEventListener("pointerup", up); };
    document.addEventListener("pointerover", over);
    document.addEventListener("pointerup", up);
  });
  document.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!cell || !step) return;
    event.preventDefault();
    let [column, hour] = place(cell);
    for (let tries = 0; tries < 24; tries += 1) {
      column += step[0];
      hour += step[1];
      const next = at(column, hour);
      if (next) {
        next.focus();
        if (event.shiftKey && anchor) { picked = between(anchor, next); show(); }
        return;
      }
    }
  });
  document.addEventListener("htmx:afterSwap", () => { picked = []; anchor = null; if (document.querySelector("[data-room-week]")) show(); });
  if (document.querySelector("[data-room-week]")) show();
})();
