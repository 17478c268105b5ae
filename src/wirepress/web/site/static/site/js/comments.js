/* "Reply" moves the form below the comment; name and address are remembered on this device when the reader asks for it. */
(function () {
  "use strict";
  var KEY = "wirepress.commenter";
  var form = document.getElementById("commentform");
  if (!form) return;
  var home = document.createComment("form");
  var box = form.closest(".comment-form");
  var parent = form.elements.comment_parent;
  var title = box.querySelector("h2");
  var plain = title.textContent;
  var cancel = form.querySelector(".cancel-reply");

  function back(event) {
    if (event) event.preventDefault();
    parent.value = "0";
    title.textContent = plain;
    cancel.hidden = true;
    if (home.parentNode) home.parentNode.replaceChild(box, home);
    form.elements.comment.focus();
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a.comment-reply-link") : null;
    if (!link) return;
    var comment = document.getElementById("comment-" + link.dataset.comment);
    if (!comment) return;
    event.preventDefault();
    if (!home.parentNode) box.parentNode.insertBefore(home, box);
    comment.querySelector(".comment-body").after(box);
    parent.value = link.dataset.comment;
    title.textContent = link.dataset.reply;
    cancel.hidden = false;
    form.elements.comment.focus();
  });
  cancel.addEventListener("click", back);

  var opened = Date.now();
  form.addEventListener("submit", function () {
    form.querySelector("[data-clock]").value = String(Math.floor((Date.now() - opened) / 1000));
  });

  var remember = form.elements["wp-comment-cookies-consent"];
  if (!remember) return;
  try {
    var kept = JSON.parse(localStorage.getItem(KEY) || "null");
    if (kept) {
      ["author", "email", "url"].forEach(function (field) {
        if (!form.elements[field].value) form.elements[field].value = kept[field] || "";
      });
      remember.checked = true;
    }
  } catch (error) {
    /* nothing kept */
  }
  form.addEventListener("submit", function () {
    try {
      if (!remember.checked) return localStorage.removeItem(KEY);
      localStorage.setItem(KEY, JSON.stringify({ author: form.elements.author.value, email: form.elements.email.value, url: form.elements.url.value }));
    } catch (error) {
      /* storage may be off */
    }
  });
})();
