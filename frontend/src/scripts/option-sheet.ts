import { all, one } from "./dom";
import { findVariant, openAxis, valueState, type Selection, type VariantData } from "./variant-picker";

const PHONE = "(max-width: 899px)";

export function setUpProduct(): void {
  const form = one<HTMLFormElement>("[data-buy-form]");
  if (!form) return;
  const source = document.getElementById("variant-data");
  if (source?.textContent) followChoices(form, JSON.parse(source.textContent) as VariantData);
  setUpSheet(form);
}

function selectionOf(form: HTMLFormElement, data: VariantData): Selection {
  const values = new FormData(form);
  return data.axes.map((_, axis) => (values.get(`axis-${axis}`) as string | null) ?? null);
}

function followChoices(form: HTMLFormElement, data: VariantData): void {
  const update = (): void => {
    const selection = selectionOf(form, data);
    markValues(form, data, selection);
    showVariant(form, data, selection);
  };
  form.addEventListener("change", update);
  update();
}

function markValues(form: HTMLFormElement, data: VariantData, selection: Selection): void {
  data.axes.forEach((_, axis) => {
    for (const input of all<HTMLInputElement>(`[name="axis-${axis}"]`, form)) {
      const label = input.closest<HTMLElement>(".choice");
      if (label) label.dataset["state"] = valueState(data, selection, axis, input.value);
    }
  });
}

function showVariant(form: HTMLFormElement, data: VariantData, selection: Selection): void {
  const variant = findVariant(data, selection);
  const field = form.elements.namedItem("variant");
  if (field instanceof HTMLInputElement) field.value = variant?.id ?? "";
  showButton(form, variant === null && openAxis(selection) === -1 ? "missing" : (variant?.stock ?? "open"));
  if (!variant) return;
  for (const place of all("[data-variant-price]")) {
    const now = place.querySelector("[data-price-now]");
    if (now) now.textContent = variant.price_text;
    const before = place.querySelector<HTMLElement>("[data-price-before]");
    if (before) {
      before.textContent = variant.before_text;
      before.hidden = variant.before_text === "";
    }
  }
  for (const place of all("[data-variant-stock] [data-stock]")) {
    place.className = `stock stock-${variant.stock}`;
    place.textContent = variant.stock_text;
  }
  if (variant.picture !== null) document.dispatchEvent(new CustomEvent("gallery:show", { detail: variant.picture }));
}

function showButton(form: HTMLFormElement, state: string): void {
  const button = one<HTMLButtonElement>("[data-add]", form);
  if (!button) return;
  const closed = state === "out" || state === "missing";
  button.disabled = closed;
  button.textContent = (closed ? button.dataset[state === "out" ? "textOut" : "textMissing"] : button.dataset["text"]) ?? "";
}

/** On a phone the form lives in a sheet that the bottom bar opens; without script the bar leads to the form in the page. */
function setUpSheet(form: HTMLFormElement): void {
  const sheet = one<HTMLDialogElement>("#option-sheet");
  const slot = sheet && one("[data-sheet-slot]", sheet);
  const home = form.parentElement;
  const opener = one<HTMLAnchorElement>("[data-open-options]");
  if (!sheet || !slot || !home || !opener) return;
  const phone = window.matchMedia(PHONE);
  const place = (): void => {
    (phone.matches ? slot : home).append(form);
    if (!phone.matches && sheet.open) sheet.close();
  };
  phone.addEventListener("change", place);
  place();
  opener.addEventListener("click", (event) => {
    if (!phone.matches) return;
    event.preventDefault();
    sheet.showModal();
  });
}
