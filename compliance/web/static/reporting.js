"use strict";
/* The reporters' pages work without this file. */

/* Leave at once: the page goes blank, and "back" does not lead to it. */
function offerToLeave() {
  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.body.hidden = true;
      window.location.replace(link.href);
    });
  }
}

/* While many reports come in, the browser does some work for a form, so that it need not wait: it looks for a number
   with which SHA-256 of "nonce:number" begins with 16 zero bits. */
async function workFor(form) {
  const encoder = new TextEncoder();
  for (let start = 0; ; start += 256) {
    const numbers = Array.from({ length: 256 }, (_none, place) => String(start + place));
    const digests = await Promise.all(
      numbers.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(`${form.dataset.work}:${number}`))),
    );
    const found = digests.findIndex((digest) => new DataView(digest).getUint16(0) === 0);
    if (found >= 0) {
      form.elements.work.value = numbers[found];
      return;
    }
  }
}

offerToLeave();
for (const form of document.querySelectorAll("form[data-work]")) if (window.crypto?.subtle) workFor(form);
