// The page is complete without this: it adds the filters, opens folds that a link leads into, and opens all before printing.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const findings = [...document.querySelectorAll(".finding")].filter((one) => !one.closest("#decided ~ *"));
  const folds = [...document.querySelectorAll("main details")];
  const sections = [...new Set(findings.map((one) => one.closest("main > section")))];
  const told = form.querySelector("output");
  let openedByUser = null;

  const outlets = new Map(findings.map((one) => [one, one.dataset.outlets.split("\n")]));
  const words = new Map();
  const textOf = (one) => {
    if (!words.has(one)) words.set(one, one.textContent.toLowerCase());
    return words.get(one);
  };

  function filter() {
    const data = new FormData(form);
    const verdicts = data.getAll("verdict");
    const family = data.get("family");
    const outlet = data.get("outlet");
    const asked = data.get("words").toLowerCase().split(/\s+/).filter(Boolean);
    const narrowed = Boolean(family || outlet || asked.length);
    let shown = 0;
    for (const one of findings) {
      const fits = verdicts.includes(one.dataset.verdict)
        && (!family || one.dataset.family === family)
        && (!outlet || outlets.get(one).includes(outlet))
        && asked.every((word) => textOf(one).includes(word));
      one.hidden = !fits;
      if (fits) shown += 1;
    }
    if (narrowed && !openedByUser) openedByUser = new Set(folds.filter((fold) => fold.open));
    for (const section of sections) section.hidden = narrowed && !section.querySelector(".finding:not([hidden])");
    for (const fold of folds) {
      if (!fold.querySelector(".finding")) continue;
      const holds = fold.querySelector(".finding:not([hidden])") !== null;
      fold.hidden = !holds;
      if (narrowed) fold.open = holds;
      else if (openedByUser) fold.open = openedByUser.has(fold);
    }
    if (!narrowed) openedByUser = null;
    told.textContent = shown === findings.length ? `${shown} findings` : `${shown} of ${findings.length} findings`;
  }

  function reveal() {
    let name = "";
    try { name = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const goal = name && document.getElementById(name);
    if (!goal) return;
    for (let at = goal; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    goal.scrollIntoView();
  }

  form.hidden = false;
  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.name === "words") waiting = setTimeout(filter, 150); // not at each letter of a word
    else filter();
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  let before = [];
  addEventListener("beforeprint", () => {
    before = [...document.querySelectorAll("details:not([open])")];
    for (const fold of before) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of before) fold.open = false; });
  filter();
  reveal();
})();
