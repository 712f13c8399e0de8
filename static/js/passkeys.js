// Asks the browser to make a passkey or to use one, and sends what it answers with the form.

const form = document.querySelector("form[data-passkey]");
const said = form.querySelectorAll("[data-passkey-said]");

function say(what) {
  for (const one of said) one.hidden = one.dataset.passkeySaid !== what;
}

function ask() {
  const options = JSON.parse(form.dataset.options);
  return form.dataset.passkey === "add"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function run() {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return say("old");
  say("waiting");
  try {
    form.elements.credential.value = JSON.stringify(await ask());
    return form.submit();
  } catch (fault) {
    return say({ SecurityError: "address", InvalidStateError: "known" }[fault.name] ?? "failed");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
run();
