"use strict";
// Search and filters. Without this script every article is listed, and the filters are not shown.
(() => {
  const $ = (id) => document.getElementById(id);
  const query = $("q"), source = $("source"), show = $("show"), shown = $("shown");
  // Lower case, without vowel signs and accents; the forms of alef, yeh and teh marbuta, which writers mix, are one.
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\p{M}\u0640]/gu, "")
    .replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647").replace(/\u0671/g, "\u0627");
  const items = Array.from(document.querySelectorAll(".card, .failures li"), (node) => ({
    node, source: node.dataset.s, failed: node.closest(".failures") !== null, doubtful: node.dataset.d > 0,
    text: fold(`${node.closest(".story")?.querySelector(".told").textContent ?? ""} ${node.textContent}`), hidden: false,
  }));
  const groups = Array.from(document.querySelectorAll(".group, .day"), (node) => ({
    node, items: [], hidden: false,
  }));
  const byNode = new Map(groups.map((group) => [group.node, group]));
  for (const item of items) {
    for (let node = item.node.closest(".group, .day"); node; node = node.parentElement.closest(".group, .day")) {
      byNode.get(node).items.push(item);
    }
  }
  const hide = (thing, hidden) => {
    if (thing.hidden !== hidden) thing.node.hidden = thing.hidden = hidden; // untouched nodes cost no layout
  };
  const apply = () => {
    const words = fold(query.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      const kind = show.value === "" || (show.value === "failed" ? item.failed : item.doubtful);
      const fits = kind && (source.value === "" || source.value === item.source)
        && words.every((word) => item.text.includes(word));
      hide(item, !fits);
      if (fits) count += 1;
    }
    for (const group of groups) hide(group, group.items.every((item) => item.hidden));
    const number = new Intl.NumberFormat("en");
    shown.textContent = count === items.length
      ? `${number.format(count)} ${count === 1 ? "article" : "articles"}`
      : `${number.format(count)} of ${number.format(items.length)} articles`;
  };
  let waiting = 0;
  query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  for (const choice of [source, show]) choice.addEventListener("change", apply);
  window.addEventListener("pageshow", apply); // a reader who comes back finds the filters as they were left
  apply();
})();
