/* Offline reading, where the site allows it; where it no longer does, what was kept goes. */
(function () {
  "use strict";
  var workers = navigator.serviceWorker;
  if (!workers) return;
  if (document.documentElement.dataset.offline) {
    window.addEventListener("load", function () { workers.register("/offline-reading.js").catch(function () {}); });
  } else if (workers.controller && /\/offline-reading\.js$/.test(workers.controller.scriptURL)) {
    workers.ready.then(function (one) { return one.unregister(); });
    caches.delete("wirepress-read-1");
    caches.delete("wirepress-files-1");
  }
})();
