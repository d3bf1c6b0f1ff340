"use strict";
// Comfort only: a citation under the pointer or in focus lights up on both sides. Jumping works without this.
(() => {
  const lit = (source) => {
    document.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
    if (!source) return;
    const point = source.dataset.p ? document.getElementById("p" + source.dataset.p) : source.closest(".points li");
    const numbers = source.dataset.s ? [source.dataset.s] : [];
    if (point) point.classList.add("lit");
    const sentence = source.dataset.p ? source.closest(".s") : null;
    if (sentence) sentence.classList.add("lit");
    for (const n of numbers) document.getElementById("s" + n)?.classList.add("lit");
  };
  const from = (event) => event.target.closest?.("a[data-s], a[data-p]");
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, (event) => lit(from(event)));
})();
