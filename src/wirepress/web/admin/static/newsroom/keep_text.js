/* The plain form of a story: signs of life that keep the lock, and a copy on this device of what was not sent. The form works without. */
(function () {
  "use strict";
  var place = document.getElementById("nr-keep");
  var content = document.getElementById("id_content");
  var form = content && content.form;
  if (!place || !form) return;
  var facts = place.dataset;
  var key = ["wirepress.form", facts.user, facts.post].join(":");
  var names = ["title", "content", "excerpt"].filter(function (name) { return form.elements[name]; });
  var first = texts();
  var nonce = facts.nonce;
  var timer = 0;

  function texts() {
    var found = {};
    names.forEach(function (name) { found[name] = form.elements[name].value; });
    return found;
  }

  function same(one, other) {
    return names.every(function (name) { return (one[name] || "") === (other[name] || ""); });
  }

  function stored(value) {
    try {
      if (value === undefined) return JSON.parse(localStorage.getItem(key) || "null");
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch (error) {
      return null; /* storage is off or full: the form goes on without copies */
    }
  }

  function say(words, label, act) {
    place.textContent = "";
    place.hidden = !words;
    if (!words) return;
    var text = document.createElement("p");
    text.textContent = words;
    place.append(text);
    if (!label) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "nr-button";
    button.textContent = label;
    button.addEventListener("click", act);
    place.append(button);
  }

  function keep() {
    clearTimeout(timer);
    timer = 0;
    var now = texts();
    now.at = Date.now();
    stored(same(now, first) ? null : now);
  }

  function offer() {
    var copy = stored();
    if (!copy) return;
    if (same(copy, first)) {
      stored(null);
      return;
    }
    say("This device has text of " + new Date(copy.at).toLocaleString() + " that was not saved.", "Put it into the form", function () {
      names.forEach(function (name) { form.elements[name].value = copy[name] || ""; });
      say("");
      keep();
    });
  }

  function beat() {
    var data = new URLSearchParams({ action: "heartbeat", _nonce: nonce, screen_id: "story", "data[wp-refresh-post-lock][post_id]": facts.post, "data[wirepress-editing][post_id]": facts.post });
    fetch(facts.ajax, { method: "POST", body: data, credentials: "same-origin" })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        nonce = answer.heartbeat_nonce || nonce;
        var lost = answer["wp-refresh-post-lock"] && answer["wp-refresh-post-lock"].lock_error;
        if (answer["wp-auth-check"] === false) say("Your session has ended. What you write is kept: save, and you are asked to sign in.");
        else if (lost) say(lost.name + " has taken over and is writing now. Saving shows you both texts.");
        else if (place.dataset.trouble) say("");
        place.dataset.trouble = answer["wp-auth-check"] === false || lost ? "yes" : "";
      })
      .catch(function () {
        say("The site cannot be reached. What you write is kept on this device: save when it answers again.");
        place.dataset.trouble = "yes";
      });
  }

  form.addEventListener("input", function () { timer = timer || setTimeout(keep, 1000); });
  addEventListener("pagehide", function () { if (timer) keep(); });
  /* A new story has no number yet under which its copy could be found to be saved; what a refused form held is shown by the site itself. */
  form.addEventListener("submit", function () {
    if (facts.post !== "0") return;
    clearTimeout(timer);
    timer = 0;
    stored(null);
  });
  offer();
  if (facts.post !== "0") setInterval(beat, 15000);
})();
