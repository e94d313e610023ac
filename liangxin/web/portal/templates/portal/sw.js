"use strict";
const PAGES = "liangxin-pages-1", ASSETS = "liangxin-assets-1", MOST_PAGES = 40;
const OFFLINE = "{{ offline|escapejs }}", LEAVING = ["{{ logout|escapejs }}", "{{ login|escapejs }}"];
const FIRST = [OFFLINE{% for asset in assets %}, "{{ asset|escapejs }}"{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.addAll(FIRST)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const kept = new Set([PAGES, ASSETS]);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => !kept.has(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()));
});
async function trimmed(cache) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PAGES)).map((key) => cache.delete(key)));
}
async function readPage(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get("X-Liangxin-Public") === "1") {
      const copy = answer.clone();
      caches.open(PAGES).then((cache) => cache.put(request, copy).then(() => trimmed(cache)));
    } else if (answer.ok) {
      caches.delete(PAGES); /* somebody is signed in: nothing public stays behind either */
    }
    return answer;
  } catch (error) {
    return (await caches.match(request)) || (await caches.match(OFFLINE)) || Response.error();
  }
}
async function readAsset(request) {
  const cache = await caches.open(ASSETS);
  try {
    const answer = await fetch(request);
    if (answer.ok) cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    return (await cache.match(request)) || Response.error();
  }
}
self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (LEAVING.includes(url.pathname)) event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (url.pathname.startsWith("/desk/")) return;
  if (request.mode === "navigate") event.respondWith(readPage(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(readAsset(request));
});
