import { fetchJson, one, shopBase } from "./dom";

interface Session {
  cart_count: number;
  name: string | null;
  account_url: string;
}

/** Public pages are the same for everyone; the cart's count and the buyer's name are filled in here. */
export async function fillSession(): Promise<void> {
  const cart = one<HTMLAnchorElement>("[data-cart-slot]");
  const account = one<HTMLAnchorElement>("[data-account-slot]");
  if (!cart && !account) return;
  const session = await fetchJson<Session>(`${shopBase()}/fragment/session`);
  if (!session) return;
  if (cart) showCount(cart, session.cart_count);
  if (account && session.name) {
    account.href = session.account_url;
    account.title = session.name;
  }
}

export function showCount(cart: HTMLElement, count: number): void {
  cart.querySelector(".count-dot")?.remove();
  if (count < 1) return;
  const dot = document.createElement("span");
  dot.className = "count-dot";
  dot.textContent = count > 99 ? "99+" : String(count);
  cart.append(dot);
  cart.setAttribute("aria-label", (cart.dataset["cartLabel"] ?? "{count}").replace("{count}", String(count)));
}
