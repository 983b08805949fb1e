// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Asks the browser for a passkey. The page has a form with the question
// (data-options, JSON as in Web Authentication level 3) and what is wanted
// (data-passkey: create or get); the answer goes back in the form.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const text = (buffer) =>
  buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : undefined;

/** The question as the browser wants it: with bytes in place of text. */
function question(options) {
  const known = (list) => list?.map((c) => ({ ...c, id: bytes(c.id) }));
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (options.user) asked.user = { ...options.user, id: bytes(options.user.id) };
  if (options.allowCredentials) asked.allowCredentials = known(options.allowCredentials);
  if (options.excludeCredentials) asked.excludeCredentials = known(options.excludeCredentials);
  return asked;
}

/** The answer as text. */
function answer(credential) {
  const r = credential.response;
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(r.clientDataJSON),
      attestationObject: text(r.attestationObject),
      transports: r.getTransports?.(),
      authenticatorData: r.attestationObject ? undefined : text(r.authenticatorData),
      signature: text(r.signature),
      userHandle: text(r.userHandle),
    },
  });
}

/** Asks for the passkey when the form is sent, and sends it with the answer. */
function askIn(form) {
  const status = form.querySelector("[role=status]");
  if (!navigator.credentials || !window.PublicKeyCredential) return;
  status.textContent = "";
  form.addEventListener("submit", async (event) => {
    if (form.elements.antwort.value) return; // the answer is there: let it go
    event.preventDefault();
    status.textContent = "";
    const publicKey = question(JSON.parse(form.dataset.options));
    try {
      form.elements.antwort.value = answer(await navigator.credentials[form.dataset.passkey]({ publicKey }));
    } catch {
      status.textContent = form.dataset.refused;
      return;
    }
    form.submit();
  });
  // Signing in needs nothing else typed: ask at once where the browser lets us.
  if (form.dataset.passkey === "get") form.requestSubmit();
}

const form = document.querySelector("form[data-passkey]");
if (form) askIn(form);
