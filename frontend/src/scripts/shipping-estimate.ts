import { fetchJson, one } from "./dom";

interface Estimate {
  prefecture: string;
  text: string;
  arrives: string;
  free_over: string;
}

const REMEMBERED = "noren-prefecture";

/** Shipping to the buyer's prefecture, on the product page already; the choice stays on this device only. */
export function setUpShippingEstimate(): void {
  const box = one("[data-shipping]");
  const select = box && one<HTMLSelectElement>("select", box);
  if (!box || !select) return;
  const show = async (): Promise<void> => {
    if (!select.value) return;
    const address = `${box.dataset["shipping"] ?? ""}?prefecture=${encodeURIComponent(select.value)}`;
    const estimate = await fetchJson<Estimate>(address);
    if (!estimate) return;
    write(box, "price", estimate.text);
    write(box, "arrives", estimate.arrives);
    write(box, "free", estimate.free_over);
  };
  select.addEventListener("change", () => {
    remember(select.value);
    void show();
  });
  const known = remembered();
  if (known && known !== select.value) {
    select.value = known;
    void show();
  }
}

function write(box: HTMLElement, name: string, text: string): void {
  const place = one(`[data-shipping-${name}]`, box);
  if (place) place.textContent = text;
}

// Storage may be closed off in a private window.
function remember(value: string): void {
  try {
    localStorage.setItem(REMEMBERED, value);
  } catch {
    return;
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
