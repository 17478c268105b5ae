/* A click on a face is sent without a reload. Without this script the form is posted and the server leads back. */
(function () {
  "use strict";
  function name(button) {
    return button.querySelector(".reaction-name").textContent;
  }
  function say(form, text) {
    form.querySelector(".reactions-said").textContent = text;
  }
  function show(form, answer) {
    var own = "reacted" in answer; /* what others did says nothing of it */
    var said = "Your reaction was taken back.";
    form.querySelectorAll(".reaction").forEach(function (button) {
      var number = button.value;
      var value = button.querySelector(".reaction-value");
      var count = Math.abs(answer.counts[number] || 0);
      var mine = String(answer.reacted) === number;
      button.dataset.count = count;
      if (own) button.setAttribute("aria-pressed", mine ? "true" : "false");
      value.textContent = value.dataset.shows === "count" ? String(count) : (answer.percents[number] || 0) + " %";
      if (mine) said = "Your reaction: " + name(button) + ", " + value.textContent + ".";
    });
    if (own) say(form, said);
  }
  document.addEventListener("wirepress:reactions", function (event) {
    document.querySelectorAll("form.reactions[data-post='" + event.detail.post + "']").forEach(function (form) {
      if (!form.dataset.busy) show(form, event.detail.told);
    });
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter;
    if (!form.matches || !form.matches("form.reactions") || !button || !window.fetch) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    var rest = document.documentElement.dataset.rest;
    fetch(rest + "wirepress/v1/posts/" + form.dataset.post + "/reactions", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      credentials: "same-origin",
      body: JSON.stringify({ reaction: Number(button.value) }),
    })
      .then(function (response) {
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      })
      .then(function (answer) {
        show(form, answer);
      })
      .catch(function () {
        say(form, "Your reaction could not be sent. Please try again.");
      })
      .finally(function () {
        delete form.dataset.busy;
      });
  });
})();
