/* The keeper's day: entries are kept on this device until they are sent, each under a number of its own. */
(() => {
  "use strict";
  const box = document.getElementById("keeper");
  if (!box) return;
  const EVERY = 20000, user = box.dataset.user, station = box.dataset.keeper;
  const PREFIX = "lx-keeper:", NAME = `${PREFIX}${user}:${station}`;
  const net = document.querySelector("[data-keeper-net]"), list = box.querySelector("[data-keeper-waiting]");
  let sending = false, reached = navigator.onLine, signedOut = false;

  /* Entries of somebody who used this device before are not ours to send. */
  Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}${user}:`))
    .forEach((name) => localStorage.removeItem(name));
  const read = () => { try { return JSON.parse(localStorage.getItem(NAME)) || []; } catch (error) { return []; } };
  const write = (entries) => {
    if (entries.length) localStorage.setItem(NAME, JSON.stringify(entries)); else localStorage.removeItem(NAME);
    show();
  };
  const number = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");

  function show() {
    const waiting = read();
    const words = [];
    if (signedOut) words.push(net.dataset.signin);
    else words.push(reached ? net.dataset.online : net.dataset.offline);
    if (waiting.length) words.push(net.dataset.waiting.replace("{n}", String(waiting.length)));
    net.textContent = words.join("，");
    net.className = `st keep-net ${signedOut || !reached ? "due" : "done"}`;
    list.hidden = !waiting.length;
    list.querySelector("ul").replaceChildren(...waiting.map((entry) => {
      const line = document.createElement("li");
      line.textContent = `${new Date(entry.at).toTimeString().slice(0, 5)} ${entry.words}`;
      return line;
    }));
  }

  /* What was noted but not sent yet shows as done here, also after the page was loaded anew without a network. */
  function paint(entry) {
    if (entry.act === "walk-ins") {
      const [part, people] = entry.value.split(":"), count = box.querySelector(`[data-keeper-count="${part}"]`);
      if (count) count.textContent = String(Math.max(0, Number(count.textContent) + Number(people)));
      return;
    }
    if (!entry.subject) return;
    const form = box.querySelector(`form[data-keeper-act="${entry.act}"][data-subject="${entry.subject}"]`);
    const row = form && form.closest("[data-keeper-row]");
    if (!row) return;
    row.classList.add("waits");
    const said = document.createElement("span");
    said.className = "st due";
    said.textContent = form.dataset.done || entry.words;
    row.querySelectorAll("form").forEach((one) => one.remove());
    row.append(said);
  }
  const paintAll = () => { read().forEach(paint); show(); };

  async function reload() {
    const answer = await fetch(box.dataset.reload, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected || answer.headers.has("HX-Redirect")) { signedOut = answer.redirected || answer.headers.has("HX-Redirect"); return; }
    const open = document.activeElement, id = open && open.id, text = id && "value" in open ? open.value : "";
    if (id === "note" && text) return; /* somebody writes: the page waits */
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("day");
    if (!fresh) return;
    document.getElementById("day").replaceWith(fresh);
    paintAll();
    if (id && document.getElementById(id)) { const again = document.getElementById(id); if (text) again.value = text; again.focus(); }
    keepPage();
  }

  async function send() {
    if (sending) return;
    const waiting = read();
    sending = true;
    try {
      if (waiting.length) {
        const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
        const answer = await fetch(box.dataset.send, {
          method: "POST", credentials: "same-origin", redirect: "manual",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token },
          body: JSON.stringify({ entries: waiting }),
        });
        if (answer.type === "opaqueredirect" || answer.status === 403) { reached = true; signedOut = true; show(); return; }
        if (!answer.ok) throw new Error(String(answer.status));
        const { results } = await answer.json(), told = new Set(results.map((one) => one.key));
        write(read().filter((entry) => !told.has(entry.key)));
        const clash = results.filter((one) => one.outcome === "conflict");
        if (clash.length && window.lx) window.lx.say(clash.map((one) => one.message).join(" "), "", "refused");
      }
      reached = true;
      signedOut = false;
      await reload();
    } catch (error) {
      reached = false;
    } finally {
      sending = false;
      show();
      if (reached && !signedOut && read().length && read().length !== waiting.length) send();
    }
  }

  box.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-keeper-act]");
    if (!form) return;
    event.preventDefault();
    const field = form.querySelector("[name=value]"), value = field ? field.value.trim() : "";
    if (field && field.type !== "hidden" && !value) { field.focus(); return; }
    const entry = {
      key: number(), act: form.dataset.keeperAct, subject: form.dataset.subject || "", value,
      at: new Date().toISOString(), words: form.dataset.words + (form.dataset.keeperAct === "appointment.code" ? ` ${value}` : ""),
    };
    write([...read(), entry]);
    if (field && field.type !== "hidden") field.value = "";
    paint(entry);
    send();
  });
  box.addEventListener("input", (event) => {
    if (!event.target.matches("[data-keeper-find]")) return;
    const wanted = event.target.value.trim().toUpperCase();
    box.querySelectorAll("[data-find]").forEach((row) => { row.hidden = wanted !== "" && !row.dataset.find.toUpperCase().includes(wanted); });
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.action || !new URL(event.target.action).pathname.endsWith("/logout/")) return;
    const left = read().length;
    if (left && !window.confirm(box.dataset.leave.replace("{n}", String(left)))) { event.preventDefault(); return; }
    Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => localStorage.removeItem(name));
    if (window.caches) caches.delete("liangxin-keeper-1");
  }, true);

  function keepPage() {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.ready.then((ready) => {
      const pages = [location.origin + location.pathname];
      if (ready.active) ready.active.postMessage({ keep: [...pages, ...JSON.parse(box.dataset.assets)] });
    });
  }
  if ("serviceWorker" in navigator && window.isSecureContext) {
    navigator.serviceWorker.register(box.dataset.worker).then(keepPage, () => undefined);
  }
  window.addEventListener("online", send);
  window.addEventListener("offline", () => { reached = false; show(); });
  setInterval(() => { if (!document.hidden) send(); }, EVERY);
  paintAll();
  send();
})();
