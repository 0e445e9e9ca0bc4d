import { fetchJson, shopBase } from "./dom";

export interface Place {
  prefecture: string;
  prefecture_code: string;
  city: string;
  town: string;
}

/** Seven half-width digits from what people type (〒604-0925, ６０４０９２５), or null while it is not a whole code. */
export function postalDigits(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[〒\s\-‐‑–—―−ー]/g, "");
  return /^\d{7}$/.test(digits) ? digits : null;
}

/** City and town of the places that a code stands for; the town only when all agree on it. */
export function sharedAddress(places: Place[]): { city: string; town: string } | null {
  const first = places[0];
  if (!first) return null;
  const sameCity = places.every((place) => place.city === first.city);
  const sameTown = places.every((place) => place.town === first.town);
  return { city: sameCity ? first.city : "", town: sameCity && sameTown ? first.town : "" };
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || value === "") return;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What the buyer has typed after the town (番地) is never overwritten. */
export function applyPlaces(form: HTMLFormElement, places: Place[]): boolean {
  const shared = sharedAddress(places);
  const first = places[0];
  if (!shared || !first) return false;
  fill(form, "prefecture", first.prefecture_code);
  const town = form.elements.namedItem("city");
  const untouched = !(town instanceof HTMLInputElement) || town.value === "" || town.dataset["filled"] === town.value;
  if (untouched && town instanceof HTMLInputElement) {
    fill(form, "city", shared.city + shared.town);
    town.dataset["filled"] = town.value;
  }
  return true;
}

export function setUpPostalCode(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[data-postal-code]")) {
    let asked = "";
    input.addEventListener("input", async () => {
      const digits = postalDigits(input.value);
      const form = input.form;
      if (!digits || digits === asked || !form) return;
      asked = digits;
      const places = await fetchJson<Place[]>(`${shopBase()}/postal-code/${digits}`);
      if (asked !== digits || !places) return;
      const found = applyPlaces(form, places);
      const status = form.querySelector<HTMLElement>("[data-postal-status]");
      if (status) status.textContent = (found ? status.dataset["found"] : status.dataset["missing"]) ?? "";
    });
  }
}
