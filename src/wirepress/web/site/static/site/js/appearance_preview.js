/* Settings, Appearance: shows in a frame how the site would look with what is chosen, before it is saved. */
(function () {
  "use strict";
  var frame = document.querySelector("[data-appearance-preview]");
  var names = JSON.parse(document.getElementById("appearance-fields").textContent);
  function field(option) {
    return document.getElementById(names[option]);
  }
  function show() {
    var root = frame.contentDocument && frame.contentDocument.documentElement;
    if (!root) return;
    root.dataset.fonts = field("wirepress_fonts").value;
    root.dataset.width = field("wirepress_width").value;
    var colours = field("wirepress_colours").value;
    if (colours === "auto") delete root.dataset.theme;
    else root.dataset.theme = colours;
    var accent = field("wirepress_accent").value;
    if (/^#[0-9a-f]{6}$/i.test(accent)) root.style.setProperty("--mark", accent);
    else root.style.removeProperty("--mark");
  }
  Object.keys(names).forEach(function (option) {
    if (field(option)) field(option).addEventListener("input", show);
  });
  frame.addEventListener("load", show);
  show();
})();
