// The digit pad of the reading page. Without this script the page does everything else.
"use strict";

const form = document.querySelector("form.transcribe");
const pad = form.querySelector(".pad");
const fields = [...form.querySelectorAll("#text, #more")];
let field = fields[0];
let sent = false;

for (const each of fields) {
  each.addEventListener("focus", () => { field = each; });
}

pad.hidden = false;
pad.addEventListener("pointerdown", (event) => event.preventDefault());
pad.addEventListener("click", (event) => {
  const key = event.target.closest("button");
  if (!key) return;
  let { selectionStart: start, selectionEnd: end } = field;
  if ("erase" in key.dataset && start === end) start = Math.max(0, start - 1);
  field.setRangeText(key.dataset.key ?? "", start, end, "end");
  field.focus();
});

// A second press while the first is on its way would be refused as a label read twice.
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
window.addEventListener("pageshow", () => { sent = false; });
