// Passkeys: a button [data-passkey] asks the person's device to sign, and puts the answer into a field of its form.
// data-passkey: "new" makes a passkey, else one signs · data-options: address of the challenge · data-field: name of the
// field · data-submit: the form is sent at once. Hidden until the browser is known to have passkeys.
(() => {
  const hasPasskeys = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
  const show = () => document.querySelectorAll("[data-passkey-box]").forEach(box => { box.hidden = !hasPasskeys; });

  async function signed(button) {
    const form = button.form;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, proof: form.elements.proof?.value ?? "" });
    const reply = await fetch(button.dataset.options, { method: "POST", body });
    if (!reply.ok) throw new Error(reply.status);
    const options = await reply.json();
    const publicKey = button.dataset.passkey === "new"
      ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
      : PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const asked = button.dataset.passkey === "new" ? navigator.credentials.create : navigator.credentials.get;
    return JSON.stringify(await asked.call(navigator.credentials, { publicKey }));
  }

  document.addEventListener("click", async event => {
    const button = event.target.closest?.("button[data-passkey]");
    if (!button) return;
    event.preventDefault();
    const told = button.closest("[data-passkey-box]").querySelector("[role=status]");
    told.textContent = "";
    try {
      button.form.elements[button.dataset.field].value = await signed(button);
    } catch {
      told.textContent = told.dataset.failed;
      return;
    }
    told.textContent = told.dataset.done;
    if ("submit" in button.dataset) button.form.submit();
  });
  show();
  document.addEventListener("htmx:afterSwap", show);
})();
