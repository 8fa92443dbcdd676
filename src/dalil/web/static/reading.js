// The reading page: its digit pad, what is typed as it looks on the label, keys whatever the keyboard's
// layout. Without this script the page does everything else.
"use strict";

const form = document.querySelector("form.transcribe");
const pad = form.querySelector(".pad");
const fields = [...form.querySelectorAll("#text, #more")];
let field = fields[0];
let sent = false;

for (const each of fields) {
  each.addEventListener("focus", () => { field = each; });
}

// As web/written.py: a line without letters runs left to right; in others what holds a number together does.
const LETTER = /\p{L}/u;
const RUN = /([0-9A-Za-z٠-٩۰-۹?؟⋮]+(?:[-/.:_–−][0-9A-Za-z٠-٩۰-۹?؟⋮]+)*)/u;
const echo = form.querySelector(".echo");

function element(name, direction, ...content) {
  const made = document.createElement(name);
  made.dir = direction;
  made.append(...content);
  return made;
}

function line(text) {
  if (!LETTER.test(text)) {
    const whole = element("bdo", "ltr", text);
    whole.dataset.line = "";
    return whole;
  }
  const parts = text.split(RUN).map((part, place) => (place % 2 ? element("bdo", "ltr", part) : part));
  return element("bdi", "auto", ...parts);
}

function show() {
  for (const each of fields) {
    const seen = each.value !== "" && !LETTER.test(each.value);
    each.dir = seen ? "ltr" : "auto";
    each.classList.toggle("as-seen", seen);
  }
  const typed = fields.map((each) => each.value).filter(Boolean).join("\n");
  echo.hidden = !LETTER.test(typed);
  echo.querySelector("span").replaceChildren(...typed.split("\n").map(line));
}

form.addEventListener("input", show);
show();

pad.hidden = false;
pad.addEventListener("pointerdown", (event) => event.preventDefault());
pad.addEventListener("click", (event) => {
  const key = event.target.closest("button");
  if (!key) return;
  let { selectionStart: start, selectionEnd: end } = field;
  if ("erase" in key.dataset && start === end) start = Math.max(0, start - 1);
  field.setRangeText(key.dataset.key ?? "", start, end, "end");
  field.focus();
  show();
});

// Where a letter stands on keyboards of its script: whoever has switched to the other script presses that key.
const PLACES = {
  i: "KeyI", n: "KeyN", m: "KeyM", p: "KeyP", "غ": "KeyY", "ل": "KeyG", "ك": "Semicolon", "ت": "KeyJ",
};
const buttons = [...form.querySelectorAll(".answers button")];

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(buttons[0]);
});
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !event.altKey || event.ctrlKey || event.metaKey) return;
  const pressed = buttons.find((each) => each.accessKey && PLACES[each.accessKey] === event.code);
  if (!pressed) return;
  event.preventDefault();
  form.requestSubmit(pressed);
});

// A second press while the first is on its way would be refused as a label read twice.
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
window.addEventListener("pageshow", () => { sent = false; show(); });
