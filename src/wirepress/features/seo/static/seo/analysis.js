// Asks for the report again while somebody writes. Without JavaScript the report of the stored story stands.
(() => {
  const panel = document.querySelector(".seo-analysis");
  const form = panel && panel.closest("form");
  if (!form) return;
  const report = panel.querySelector(".seo-report");
  let timer = 0;
  let latest = 0;
  const ask = async () => {
    const mine = ++latest;
    const data = new FormData();
    data.set("post", panel.dataset.post);
    const names = ["title", "content", "excerpt", "slug", "featured_media", "csrfmiddlewaretoken"];
    for (const [name, value] of new FormData(form)) {
      if ((names.includes(name) || name.startsWith("seo_")) && typeof value === "string") data.set(name, value);
    }
    report.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(panel.dataset.url, { method: "POST", body: data, credentials: "same-origin" });
      if (answer.ok && mine === latest) {
        const open = [...report.querySelectorAll("details")].map((one) => one.open);
        report.innerHTML = await answer.text();
        report.querySelectorAll("details").forEach((one, place) => { if (open[place] !== undefined) one.open = open[place]; });
      }
    } catch { /* the network is away: the last report stays */ }
    report.setAttribute("aria-busy", "false");
  };
  form.addEventListener("input", (event) => {
    if (panel.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 1200);
  });
})();
