/* One choice of light or dark for the site and the newsroom, kept on this device. */
(function () {
  "use strict";
  var SITE = "wirepress.theme";
  var NEWSROOM = "adminTheme";
  try {
    var chosen = localStorage.getItem(SITE);
    localStorage.setItem(NEWSROOM, JSON.stringify(chosen === "dark" || chosen === "light" ? chosen : "auto"));
    if (chosen && document.currentScript && document.querySelector("link[href*='signed_out']")) document.documentElement.dataset.theme = chosen;
    document.addEventListener("click", function () {
      setTimeout(function () {
        var now = JSON.parse(localStorage.getItem(NEWSROOM) || '"auto"');
        if (now === "auto") localStorage.removeItem(SITE);
        else localStorage.setItem(SITE, now);
      }, 0);
    });
  } catch (error) {
    /* storage may be off; each page then follows the system */
  }
})();
