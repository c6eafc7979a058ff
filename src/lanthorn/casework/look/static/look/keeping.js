// While somebody types: keep the text on the server now and then, and warn before the session ends.
// Without this script nothing is lost either: what is posted after the session has ended is kept for its writer.

const MINUTE = 60_000;
const KEEP_EVERY = MINUTE;
const WARN_BEFORE = 2 * MINUTE;

const warning = document.querySelector("[data-session-minutes]");
const form = document.querySelector("main form:has(input[name=keeper])");
const lasts = Number(warning.dataset.sessionMinutes) * MINUTE;
const [heading, text, button] = ["h2", "p", "button"].map((one) => warning.querySelector(one));
let ends = Date.now() + lasts;
let lastKept = form ? typed() : "";

function typed() {
  return [...form.querySelectorAll("textarea, input[type=text]")].map((one) => one.value).join("\n");
}

async function ask(fields) {
  const answer = await fetch(warning.dataset.keep, { method: "POST", body: fields, redirect: "manual" });
  if (!answer.ok) {
    throw new Error("signed out");
  }
  ends = Date.now() + lasts;
  warning.hidden = true;
  return answer.json();
}

function token() {
  const fields = new FormData();
  fields.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
  return fields;
}

async function keep() {
  const now = typed();
  if (now === lastKept) {
    return;
  }
  const fields = new FormData(form);
  fields.set("page", location.pathname + location.search);
  const { kept } = await ask(fields);
  lastKept = now;
  let hidden = form.querySelector("input[name=kept]");
  if (!hidden) {
    hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "kept";
    form.append(hidden);
  }
  hidden.value = kept;
}

function over() {
  heading.textContent = "You were signed out";
  text.textContent = form
    ? "What you wrote is still here. Save it: it is kept for you, and offered again once you have signed in."
    : "Sign in again to go on.";
  button.hidden = true;
  warning.hidden = false;
}

button.addEventListener("click", () => ask(token()).catch(over));
if (form?.querySelector("textarea")) {
  setInterval(() => Date.now() < ends && keep().catch(over), KEEP_EVERY);
}
setInterval(() => {
  if (Date.now() >= ends) {
    over();
  } else if (Date.now() >= ends - WARN_BEFORE) {
    warning.hidden = false;
  }
}, 1000);
