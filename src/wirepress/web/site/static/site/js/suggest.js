/* Search: offers stories as one types. It asks after a pause, never twice for the same words, not at all where data is dear. */
(function () {
  "use strict";
  var box = document.querySelector("[data-suggestions]");
  var field = document.getElementById("s");
  var saving = navigator.connection && navigator.connection.saveData;
  if (!box || !field || !window.fetch || saving) return;
  var PAUSE = window.matchMedia("(pointer: coarse)").matches ? 700 : 250;
  var root = document.documentElement.dataset.rest;
  var known = {};
  var clock = 0;
  var asked = "";

  function show(words, found) {
    if (words !== asked) return;
    box.textContent = "";
    var list = document.createElement("ul");
    list.className = "suggestion-list";
    found.forEach(function (one) {
      var link = document.createElement("a");
      link.href = one.url;
      link.textContent = new DOMParser().parseFromString(one.title, "text/html").body.textContent;
      list.appendChild(document.createElement("li")).appendChild(link);
    });
    box.appendChild(list);
    box.hidden = !found.length;
  }
  function ask() {
    var words = field.value.trim().toLowerCase();
    asked = words;
    if (words.length < 3) { box.hidden = true; return; }
    if (known[words]) { show(words, known[words]); return; }
    var address = root + "wp/v2/search";
    var query = "search=" + encodeURIComponent(words) + "&per_page=6&_fields=title,url";
    fetch(address + (address.indexOf("?") < 0 ? "?" : "&") + query)
      .then(function (answer) { return answer.ok ? answer.json() : []; })
      .then(function (found) { known[words] = found; show(words, found); })
      .catch(function () {});
  }
  field.addEventListener("input", function () { clearTimeout(clock); clock = setTimeout(ask, PAUSE); });
  field.addEventListener("keydown", function (event) {
    var first = box.querySelector("a");
    if (event.key === "Escape") box.hidden = true;
    if (event.key === "ArrowDown" && first && !box.hidden) { event.preventDefault(); first.focus(); }
  });
  box.addEventListener("keydown", function (event) {
    var links = Array.prototype.slice.call(box.querySelectorAll("a"));
    var place = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && links[place + 1]) { event.preventDefault(); links[place + 1].focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (links[place - 1] || field).focus(); }
    if (event.key === "Escape") { box.hidden = true; field.focus(); }
  });
  document.addEventListener("click", function (event) { if (!box.contains(event.target) && event.target !== field) box.hidden = true; });
  var choices = document.querySelector(".search-choices");
  if (choices) choices.addEventListener("change", function () { field.form.submit(); });
})();
