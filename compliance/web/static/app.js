"use strict";
/* Progressive enhancement only: every page works without this file. */

/* A page that comes back with faults opens at their summary. */
function focusSummary() {
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
}

/* Ask before text that was not sent is lost. A form takes part by `data-guard`. */
function guardForms() {
  const changed = new Set();
  for (const form of document.querySelectorAll("form[data-guard]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0) event.preventDefault();
  });
}

/* `data-shown-when="kind" data-shown-for="travel press"`: shown, and sent, only while the field `kind` has such a value. */
function showForChoices() {
  const parts = document.querySelectorAll("[data-shown-when]");
  function valueOf(form, name) {
    return new FormData(form).get(name);
  }
  function update() {
    for (const part of parts) {
      const form = part.closest("form");
      const shown = part.dataset.shownFor.split(" ").includes(valueOf(form, part.dataset.shownWhen));
      part.hidden = !shown;
      if ("disabled" in part) part.disabled = !shown;
    }
  }
  if (parts.length > 0) {
    document.addEventListener("change", update);
    update();
  }
}

/* A list of rows, `data-rows`, with a <template> of one: rows come and go at once. Without this file the buttons send
   the form, which comes back with a row more or less. */
function growLists() {
  for (const list of document.querySelectorAll("[data-rows]")) {
    const model = list.querySelector("template");
    let next = list.querySelectorAll("[data-row]").length;
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || !["add", "remove"].includes(button.name)) return;
      event.preventDefault();
      if (button.name === "add") {
        const copy = document.createElement("template");
        copy.innerHTML = model.innerHTML.replaceAll("__row__", next).replaceAll("__number__", next + 1);
        next += 1;
        model.before(copy.content);
        model.previousElementSibling.querySelector("select, input").focus();
      } else {
        button.closest("[data-row]").remove();
        list.querySelector("button[name=add]").focus();
      }
      list.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

/* A button that copies a hash or a text: `data-copy` holds the text, or the id of a text area by `data-copy-from`. */
function offerCopies() {
  if (!navigator.clipboard) return;
  const words = document.documentElement.dataset;
  for (const place of document.querySelectorAll("[data-copy], [data-copy-from]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = words.copyLabel;
    button.addEventListener("click", async () => {
      const from = place.dataset.copyFrom;
      await navigator.clipboard.writeText(from ? document.getElementById(from).value : place.dataset.copy);
      button.textContent = words.copiedLabel;
    });
    place.after(button);
  }
}

/* A menu opened by <details> closes by Escape and when something else is chosen. */
function closeMenus() {
  const menus = document.querySelectorAll("details.account");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
}

/* A timeline too wide for the screen opens at today; `data-scroll` is its share of the width. */
function scrollToToday() {
  for (const place of document.querySelectorAll("[data-scroll]")) {
    place.scrollLeft = place.scrollWidth * Number(place.dataset.scroll) - place.clientWidth / 2;
  }
}

/* A file that is too large is named before it is sent: `data-most-bytes` and `data-too-large-text` on its field. */
function refuseLargeFiles() {
  for (const field of document.querySelectorAll("input[type=file][data-most-bytes]")) {
    const warning = document.createElement("p");
    warning.className = "file-too-large";
    warning.setAttribute("role", "alert");
    field.after(warning);
    const tooLarge = () => [...field.files].some((file) => file.size > Number(field.dataset.mostBytes));
    field.addEventListener("change", () => {
      warning.textContent = tooLarge() ? field.dataset.tooLargeText : "";
    });
    field.form.addEventListener("submit", (event) => {
      if (!tooLarge()) return;
      event.preventDefault();
      field.focus();
    });
  }
}

/* Opening a case marks it as seen: `data-seen` is the address to tell, `data-token` what a form would carry. */
function tellSeen() {
  for (const page of document.querySelectorAll("[data-seen]")) {
    const body = new FormData();
    body.append("csrf_token", page.dataset.token);
    fetch(page.dataset.seen, { method: "POST", body, keepalive: true });
  }
}

tellSeen();
focusSummary();
scrollToToday();
guardForms();
growLists();
showForChoices();
offerCopies();
refuseLargeFiles();
closeMenus();
