/* Tells the newsroom that this page was read. Nothing is kept in the browser. */
(function (d, w, n, l) {
  var e = d.getElementById("page-facts"), o, last, sec, deep, told;
  if (!e || n.webdriver || (o = JSON.parse(e.value)).r && (n.globalPrivacyControl || n.doNotTrack == 1)) return;
  if (o.w && ("; " + d.cookie + ";").indexOf("; " + o.w + ";") < 0) return;
  function on(types, f, x) {
    types.split(" ").forEach(function (t) { w.addEventListener(t, f, x); });
  }
  function say(k, x) {
    n.sendBeacon(o.u, JSON.stringify(Object.assign({ k: k, p: o.p, v: o.v, a: l.pathname + l.search }, x)));
  }
  function see() {
    last = Date.now();
    deep = Math.max(deep, Math.min(100, Math.round(100 * (w.scrollY + w.innerHeight) / d.documentElement.scrollHeight)));
  }
  function view(r) {
    sec = deep = told = 0;
    see();
    say("view", { f: r, m: o.m, x: o.q });
  }
  function tell() {
    if (sec || deep > told) say("time", { s: sec, y: deep, b: told });
    sec = 0;
    told = deep;
  }
  function begin() {
    view(d.referrer);
    setInterval(function () {
      if (!d.hidden && Date.now() - last < 3e4 && ++sec > 59) tell();
    }, 1e3);
    on("scroll keydown pointermove touchstart click", see, { passive: true });
    on("visibilitychange pagehide", tell);
    on("pageshow", function (t) { t.persisted && view(l.href); });
    on("submit", function (t) { (t = t.target.dataset.goal) && say("goal", { x: t }); });
    on("click auxclick", function (t) {
      t = t.target.closest("a,button");
      if (!t) return;
      var s = t.dataset;
      if (s.goal) say("goal", { x: s.goal });
      if (!s.share && /^http/.test(t.href))
        if (t.host != l.host) say("outbound", { x: t.href });
        else if (/\.(?!html?$|php$)\w+$/.test(t.pathname)) say("download", { x: t.pathname });
    }, true);
  }
  d.prerendering ? d.addEventListener("prerenderingchange", begin) : begin();
})(document, window, navigator, location);
