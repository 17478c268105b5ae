/* Keeps what a reader has read, so that it can be opened without a network. The network always goes first: nothing old is shown
   while there is one. Pages that are one reader's own (Cache-Control: private or no-store) are never kept. */
"use strict";
var PAGES = "wirepress-read-1";
var FILES = "wirepress-files-1";
var PAGES_MAX = 60;
var FILES_MAX = 250;
var PATIENCE = 8000;

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

function mayKeep(answer) {
  var rule = answer.headers.get("Cache-Control") || "";
  return answer.status === 200 && answer.type === "basic" && !/no-store|private/.test(rule);
}

function keep(name, request, answer, most) {
  return caches.open(name).then(function (cache) {
    return cache.put(request, answer).then(function () { return cache.keys(); }).then(function (keys) {
      return Promise.all(keys.slice(0, Math.max(keys.length - most, 0)).map(function (old) { return cache.delete(old); }));
    });
  });
}

function inTime(request) {
  return new Promise(function (done, failed) {
    var clock = setTimeout(function () { failed(new Error("late")); }, PATIENCE);
    fetch(request).then(function (answer) { clearTimeout(clock); done(answer); }, failed);
  });
}

function listOfRead() {
  return caches.open(PAGES).then(function (cache) { return cache.keys(); }).then(function (keys) {
    var items = keys.reverse().map(function (request) {
      var path = new URL(request.url).pathname;
      var name = decodeURIComponent(path.replace(/\/$/, "").split("/").pop() || "/").replace(/-/g, " ");
      var text = document_safe(name);
      return '<li><a href="' + document_safe(path) + '">' + text + "</a></li>";
    });
    var page = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Offline</title>' +
      "<h1>You are offline</h1><p>This page was not read on this device before. These were:</p><ul>" + items.join("") + "</ul>";
    return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'" } });
  });
}

function document_safe(text) {
  return text.replace(/[&<>"']/g, function (sign) { return "&#" + sign.charCodeAt(0) + ";"; });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  var url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (/^\/(wp-admin|wp-json|wp-login|wp-cron|xmlrpc)/.test(url.pathname) || url.searchParams.has("rest_route")) return;
  if (request.mode === "navigate") {
    event.respondWith(inTime(request).then(function (answer) {
      if (mayKeep(answer)) event.waitUntil(keep(PAGES, request, answer.clone(), PAGES_MAX));
      return answer;
    }, function () {
      return caches.match(request, { ignoreVary: true }).then(function (kept) { return kept || listOfRead(); });
    }));
  } else if (/^(style|script|font|image)$/.test(request.destination)) {
    event.respondWith(fetch(request).then(function (answer) {
      if (mayKeep(answer)) event.waitUntil(keep(FILES, request, answer.clone(), FILES_MAX));
      return answer;
    }, function () {
      return caches.match(request, { ignoreVary: true }).then(function (kept) { return kept || Response.error(); });
    }));
  }
});
