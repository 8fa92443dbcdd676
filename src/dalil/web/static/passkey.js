// Passkeys: the button asks the browser for one, and its form sends what the browser answers.
(() => {
  "use strict";
  const button = document.querySelector("[data-passkey]");
  if (!button || !window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) return;
  const form = button.form;
  const given = document.getElementById("passkey-options");

  async function options() {
    if (given) return JSON.parse(given.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function made(wanted) {
    const asked = wanted.creation_options.publicKey;
    const alone = form.elements.passwordless.checked;
    asked.authenticatorSelection = { ...asked.authenticatorSelection, requireResidentKey: alone };
    asked.authenticatorSelection.residentKey = alone ? "required" : "discouraged";
    if (alone) asked.authenticatorSelection.userVerification = "required";
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) });
  }

  async function shown(wanted) {
    const asked = wanted.request_options.publicKey;
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  }

  button.hidden = false;
  button.addEventListener("click", async () => {
    const failed = document.getElementById("passkey-failed");
    failed.hidden = true;
    try {
      const wanted = await options();
      const key = await (button.dataset.passkey === "add" ? made(wanted) : shown(wanted));
      form.elements.credential.value = JSON.stringify(key.toJSON());
      form.submit();
    } catch {
      failed.hidden = false; // refused, interrupted, or no key there: which of them, browsers do not say
    }
  });
})();
