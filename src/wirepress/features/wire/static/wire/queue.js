// The queue by keyboard, and choosing all. The page works without it.
(() => {
  "use strict";
  const form = document.querySelector("[data-wire-queue]");
  if (!form) return;
  const cards = [...form.querySelectorAll("[data-wire-card]")];
  const boxes = [...form.querySelectorAll("input[name=item]")];
  const all = form.querySelector("[data-wire-all]");
  const said = form.querySelector("[data-wire-chosen]");
  const keys = document.querySelector("[data-wire-keys]");
  all.closest("label").hidden = false;
  keys.hidden = false;

  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    said.textContent = number ? `${number} chosen` : "";
    all.checked = number === boxes.length;
    all.indeterminate = number > 0 && number < boxes.length;
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    count();
  });
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count);

  // Single letters count only while the focus is on a story, so that they never surprise anybody elsewhere (WCAG 2.1.4).
  const here = () => cards.findIndex((card) => card.contains(document.activeElement));
  const step = (to) => {
    const card = cards[Math.max(0, Math.min(cards.length - 1, to))];
    card.querySelector("h2 a").focus();
    card.scrollIntoView({ block: "nearest" });
  };
  const deed = (card, name) => card.querySelector(`[data-wire-deed=${name}]`)?.click();
  form.addEventListener("keydown", (event) => {
    const at = here();
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = {
      j: () => step(at + 1),
      k: () => step(at - 1),
      x: () => cards[at].querySelector("input[name=item]").click(),
      a: () => deed(cards[at], "approve"),
      r: () => deed(cards[at], "reject"),
    }[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  });
})();
