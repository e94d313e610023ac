"use strict";
/* Only /desk/keeper/<station>/: the last copy of the page and what it is drawn with. Cleared at sign-out. */
const KEPT = "liangxin-keeper-1", PAGE = /^\/desk\/keeper\/\d+\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(urls) {
  const cache = await caches.open(KEPT);
  await Promise.all(urls.map(async (url) => {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await cache.put(url, answer);
    else if (answer.redirected && PAGE.test(new URL(url, self.location.origin).pathname)) await caches.delete(KEPT);
  }));
}
self.addEventListener("message", (event) => {
  if (event.data && event.data.keep) event.waitUntil(keep(event.data.keep).catch(() => undefined));
  if (event.data && event.data.clear) event.waitUntil(caches.delete(KEPT));
});
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) (await caches.open(KEPT)).put(request.url, answer.clone());
    else await caches.delete(KEPT); /* the session ended: nothing of it stays */
    return answer;
  } catch (error) {
    return (await (await caches.open(KEPT)).match(request.url)) || Response.error();
  }
}
async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    return (await (await caches.open(KEPT)).match(request, { ignoreVary: true })) || Response.error();
  }
}
self.addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});
