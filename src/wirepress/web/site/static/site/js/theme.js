/* Light and dark: follows the system until the reader says otherwise; remembered on this device only. */
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  function shown() {
    return root.dataset.theme || (system.matches ? "dark" : "light");
  }
  function show() {
    root.dataset.shown = shown();
    document.querySelectorAll(".theme-switch").forEach(function (button) {
      button.setAttribute("aria-label", shown() === "dark" ? button.dataset.light : button.dataset.dark);
    });
  }
  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest(".theme-switch")) return;
    root.dataset.theme = shown() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("wirepress.theme", root.dataset.theme);
    } catch (error) {
      /* storage may be off; the choice then lasts for this page */
    }
    show();
  });
  system.addEventListener("change", show);
  show();
})();
