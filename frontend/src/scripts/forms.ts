import { delegate, one } from "./dom";

/** A form is sent once; its button shows that work goes on. The server is idempotent all the same. */
function submitOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset["sent"]) {
      event.preventDefault();
      return;
    }
    form.dataset["sent"] = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's back button restores the page as it was left, with the mark still on.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.forms) delete form.dataset["sent"];
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });
}

function guardUnsaved(): void {
  let changed = false;
  delegate("input", "form[data-guard]", () => (changed = true));
  delegate("submit", "form", () => (changed = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

function focusErrors(): void {
  one("[data-error-summary]")?.focus();
}

export function setUpForms(): void {
  submitOnce();
  guardUnsaved();
  focusErrors();
}
