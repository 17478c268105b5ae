/* Comfort for the newsroom's frame, lists and forms; nothing depends on it. */
(function () {
  "use strict";
  var root = document.documentElement;
  var menu = document.querySelector(".nr-menu-button");
  if (menu) {
    menu.addEventListener("click", function () {
      var open = root.classList.toggle("nr-menu-open");
      menu.setAttribute("aria-expanded", String(open));
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && root.classList.contains("nr-menu-open")) {
        menu.click();
        menu.focus();
      }
    });
  }

  var all = document.querySelector("#action-toggle");
  if (all) {
    var boxes = Array.from(document.querySelectorAll("input.action-select"));
    all.addEventListener("change", function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
    });
    boxes.forEach(function (box) {
      box.addEventListener("change", function () {
        var chosen = boxes.filter(function (one) { return one.checked; }).length;
        all.checked = chosen === boxes.length;
        all.indeterminate = chosen > 0 && chosen < boxes.length;
      });
    });
  }
  document.querySelectorAll("form.nr-filters select").forEach(function (select) {
    select.addEventListener("change", function () { select.form.requestSubmit(); });
  });

  document.querySelectorAll("form.warn-unsaved-form").forEach(function (form) {
    var changed = form.dataset.changed === "yes", sent = false;
    form.addEventListener("input", function () { changed = true; });
    form.addEventListener("submit", function () { sent = true; });
    window.addEventListener("beforeunload", function (event) {
      if (changed && !sent) event.preventDefault();
    });
    document.addEventListener("keydown", function (event) {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        var save = document.querySelector(".nr-savebar button[name='_continue']");
        if (save) {
          event.preventDefault();
          save.click();
        }
      }
    });
  });
})();
