"use strict";
/* The desk by keys: j and k go from case to case, x ticks, o opens, / looks for words. Every page works without it. */

for (const desk of document.querySelectorAll("[data-desk]")) {
  const rows = [...desk.querySelectorAll("tbody tr")];
  const count = desk.querySelector("[data-count]");
  const boxOf = (row) => row.querySelector("input[type=checkbox]");
  let at = -1;

  function tell() {
    const ticked = rows.filter((row) => boxOf(row).checked).length;
    count.textContent = ticked > 0 ? `${ticked} ${count.dataset.words}` : "";
  }

  function go(to) {
    if (to < 0 || to >= rows.length) return;
    if (at >= 0) rows[at].classList.remove("desk-current");
    at = to;
    rows[at].classList.add("desk-current");
    rows[at].querySelector("a").focus();
  }

  const acts = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    x: () => {
      if (at < 0) return;
      boxOf(rows[at]).checked = !boxOf(rows[at]).checked;
      tell();
    },
    o: () => at >= 0 && rows[at].querySelector("a").click(),
    "/": () => document.querySelector("form[role=search] input[type=search]").focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if (!Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
  desk.addEventListener("change", tell);
  tell();
}
