// A photograph is seen unblurred while a button or key is held, and at no other time. It is asked for once.
(() => {
  "use strict";
  const form = document.querySelector("form.look");
  if (!form) return;
  const button = form.querySelector("button");
  const canvas = document.querySelector("canvas.look");
  const said = document.getElementById("look-said");
  let picture = null;
  let held = false;
  let asking = false;
  button.hidden = false;

  function hide() {
    held = false;
    canvas.hidden = true;
    canvas.width = canvas.height = 0;
  }

  function show() {
    if (!held || !picture) return;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d").drawImage(picture, 0, 0);
    canvas.hidden = false;
  }

  async function ask() {
    asking = true;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Dalil-Held": "1" },
      cache: "no-store",
    });
    if (answer.ok) {
      picture = await createImageBitmap(await answer.blob());
    } else {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      said.replaceChildren(...[...page.querySelectorAll("main .card p")].slice(0, 2));
    }
    asking = false;
  }

  async function press() {
    held = true;
    said.replaceChildren();
    if (!picture && !asking) await ask();
    show();
  }

  button.addEventListener("pointerdown", (event) => {
    button.setPointerCapture(event.pointerId); // the finger may slip from the button, and still holds it
    press();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur", "contextmenu"]) {
    button.addEventListener(end, hide);
  }
  button.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) press();
  });
  button.addEventListener("keyup", hide);
  window.addEventListener("pagehide", () => { hide(); picture = null; });
  document.addEventListener("visibilitychange", hide);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
