/* Likes, share buttons, read later, views and live numbers. Without this script likes are a form, networks are links, and what others
   do shows after a reload. */
(function () {
  "use strict";
  var rest = document.documentElement.dataset.rest;
  var each = function (selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  };
  function send(path, data) {
    return fetch(rest + "wirepress/v1/posts/" + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      credentials: "same-origin",
      keepalive: true,
      body: JSON.stringify(data),
    }).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    });
  }

  /* Likes */
  function showLikes(form, answer) {
    form.querySelector(".twp-like-count").textContent = Math.abs(answer.likes);
    form.querySelector(".twp-dislike-count").textContent = Math.abs(answer.dislikes);
    if (!("own" in answer)) return;
    each(".twp-post-like-dislike", function (button) {
      var mine = answer.own === button.value;
      button.setAttribute("aria-pressed", mine ? "true" : "false");
      button.classList.toggle("cant-" + button.value, mine);
      button.classList.toggle("can-" + button.value, !mine);
    }, form);
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter;
    if (!form.matches || !form.matches("form.twp-like-dislike-button") || !button || !window.fetch) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    var said = form.querySelector(".likes-said");
    send(form.dataset.post + "/likes", { choice: button.value })
      .then(function (answer) {
        showLikes(form, answer);
        said.textContent = answer.own ? "You " + answer.own + " this story." : "Taken back.";
      })
      .catch(function () {
        said.textContent = "That could not be sent. Please try again.";
      })
      .finally(function () {
        delete form.dataset.busy;
      });
  });

  /* Share buttons */
  function count(block, network) {
    if (block.dataset.post && window.fetch) send(block.dataset.post + "/shares", { network: network }).catch(function () {});
  }
  each(".twp-social-native", function (item) {
    item.hidden = !navigator.share;
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-share]");
    if (!button) return;
    var block = button.closest("[data-url]");
    var said = block.querySelector(".share-said");
    var network = button.dataset.share;
    if (network === "native") {
      navigator.share({ title: block.dataset.title, url: block.dataset.url }).then(
        function () { count(block, network); },
        function () {}
      );
    } else if (network === "copy") {
      if (!navigator.clipboard) return; /* the link itself is there to be copied */
      event.preventDefault();
      navigator.clipboard.writeText(block.dataset.url).then(
        function () {
          said.textContent = "The address is in your clipboard.";
          count(block, network);
        },
        function () {
          said.textContent = block.dataset.url;
        }
      );
    } else {
      count(block, network);
      if ("window" in button.dataset && window.matchMedia("(min-width: 40rem)").matches) {
        event.preventDefault();
        window.open(button.href, "_blank", "noopener,width=600,height=560");
      }
    }
  });

  /* Read later: a list in this browser, newest first */
  var KEY = "wirepress-read-later";
  var LIST_MAX = 200;
  function kept() {
    try {
      var list = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(list) ? list.filter(function (one) {
        return one && typeof one.url === "string" && /^\/(?![\/\\])/.test(one.url);
      }) : [];
    } catch (error) {
      return null;
    }
  }
  function keep(list) {
    try {
      localStorage.setItem(KEY, JSON.stringify(list.slice(0, LIST_MAX)));
    } catch (error) {
      /* private windows may refuse; the button stays as it was */
    }
    refresh();
  }
  function without(list, id) {
    return list.filter(function (one) { return String(one.id) !== String(id); });
  }
  function refresh() {
    var list = kept();
    if (list === null) return;
    each(".booster-favourite-post", function (button) {
      var mine = list.some(function (one) { return String(one.id) === button.dataset.post; });
      button.hidden = false;
      button.setAttribute("aria-pressed", mine ? "true" : "false");
      button.classList.toggle("booster-favourite-selected", mine);
    });
    each("[data-reading-block]", function (block) { block.hidden = !list.length; });
    each("[data-reading-list]", function (place) { fill(place, list); });
  }
  function fill(place, list) {
    var none = place.querySelector(".reading-list-none");
    if (none) none.hidden = list.length > 0;
    each("ol", function (old) { old.remove(); }, place);
    if (!list.length) return;
    var items = document.createElement("ol");
    items.className = "reading-list-items";
    list.forEach(function (one) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = one.url;
      link.textContent = one.title || one.url;
      var gone = document.createElement("button");
      gone.type = "button";
      gone.dataset.unread = one.id;
      gone.textContent = "Remove";
      gone.setAttribute("aria-label", "Remove from your list: " + link.textContent);
      item.appendChild(link);
      item.appendChild(gone);
      items.appendChild(item);
    });
    place.appendChild(items);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".booster-favourite-post, [data-unread]");
    var list = button && kept();
    if (!list) return;
    if (button.dataset.unread) {
      keep(without(list, button.dataset.unread));
      return;
    }
    var data = button.dataset;
    keep(button.getAttribute("aria-pressed") === "true"
      ? without(list, data.post)
      : [{ id: data.post, url: data.url, title: data.title }].concat(without(list, data.post)));
  });
  window.addEventListener("storage", function (event) {
    if (event.key === KEY) refresh();
  });
  refresh();

  /* Views: counted once the page is seen, not when a browser loads it ahead */
  var seen = document.querySelector("[data-views]");
  function view() {
    if (!seen || document.visibilityState !== "visible" || document.prerendering || !window.fetch) return;
    var place = seen;
    seen = null;
    send(place.dataset.views + "/views", {})
      .then(function (answer) {
        place.textContent = place.textContent.replace(/[0-9][0-9,]*/, answer.views.toLocaleString("en-US"));
      })
      .catch(function () {});
  }
  view();
  document.addEventListener("visibilitychange", view);

  /* Live numbers: one stream for the page, while it is seen */
  var story = document.querySelector("[data-live]");
  var stream = null;
  function hear(event) {
    var told = JSON.parse(event.data);
    var id = story.dataset.live;
    if (told.likes) {
      each("form.twp-like-dislike-button[data-post='" + id + "']", function (form) { showLikes(form, told.likes); });
    }
    if (told.reactions) document.dispatchEvent(new CustomEvent("wirepress:reactions", { detail: { post: id, told: told.reactions } }));
  }
  function follow() {
    var wanted = story && window.EventSource && document.visibilityState === "visible";
    if (wanted && !stream) {
      stream = new EventSource(rest + "wirepress/v1/posts/" + story.dataset.live + "/live");
      stream.onmessage = hear;
    } else if (!wanted && stream) {
      stream.close();
      stream = null;
    }
  }
  setTimeout(follow, 2000);
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", function () {
    if (stream) stream.close();
    stream = null;
  });
})();
