/* One choice of light or dark for the site and the newsroom, kept on this device. It runs before the page is drawn. */
(function () {
  "use strict";
  var KEY = "wirepress.theme";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  root.classList.add("nr-js");

  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch (error) {
      return null; /* storage may be off; each page then follows the system */
    }
  }

  function apply() {
    var choice = chosen();
    var dark = choice === "dark" || (choice !== "light" && system.matches);
    root.classList.toggle("dark", dark);
    if (choice === "dark" || choice === "light") root.dataset.theme = choice;
    document.querySelectorAll(".nr-theme").forEach(function (button) {
      button.setAttribute("aria-label", dark ? "Switch to light colours" : "Switch to dark colours");
    });
  }

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element) || !event.target.closest(".nr-theme")) return;
    try {
      localStorage.setItem(KEY, root.classList.contains("dark") ? "light" : "dark");
    } catch (error) {
      return;
    }
    apply();
  });
})();
