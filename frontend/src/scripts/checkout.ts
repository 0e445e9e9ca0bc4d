import { all, one } from "./dom";

const DECIDES_FEES = new Set(["prefecture", "method", "payment"]);

/** Swaps the parts marked data-live for those of a page that the server worked out anew; what has the focus keeps it. */
export function swapLive(form: ParentNode, fresh: ParentNode): void {
  const focused = document.activeElement;
  const name = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement ? focused.name : "";
  const value = focused instanceof HTMLInputElement && focused.type === "radio" ? focused.value : null;
  for (const part of all("[data-live]", form)) {
    const replacement = one(`[data-live="${part.dataset["live"] ?? ""}"]`, fresh);
    if (replacement) part.replaceWith(replacement);
  }
  if (!name || focused?.isConnected) return;
  const again = all<HTMLInputElement>(`[name="${name}"]`, form);
  (again.find((field) => value === null || field.value === value) ?? again[0])?.focus();
}

/** Fees, dates and ways to pay depend on one another: each choice asks the server, which decides and keeps nothing. */
export function setUpCheckout(): void {
  const form = one<HTMLFormElement>("form[data-live-form]");
  if (!form) return;
  let asked = 0;
  form.addEventListener("change", async (event) => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (!DECIDES_FEES.has(field.name)) return;
    const number = ++asked;
    const body = new FormData(form);
    body.set("action", "refresh");
    try {
      // Not form.action: a field of that name stands before the form's own property.
      const answer = await fetch(form.getAttribute("action") ?? "", { method: "POST", body, credentials: "same-origin" });
      if (!answer.ok || number !== asked) return;
      swapLive(form, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // Without an answer the page stays as it is; the confirmation asks the server again.
    }
  });
}
