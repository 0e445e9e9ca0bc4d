import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setUpCheckout, swapLive } from "../src/scripts/checkout";

const FORM = `<form action="/koharu/checkout" data-live-form>
  <button name="action" value="confirm"></button><button name="action" value="coupon"></button>
  <select name="prefecture"><option value="13">東京都</option><option value="47">沖縄県</option></select>
  <div data-live="payment"><input type="radio" name="payment" value="card"><input type="radio" name="payment" value="cash_on_delivery"></div>
  <p data-live="total">700円</p><input name="street" value="488"></form>`;

beforeEach(() => {
  document.body.innerHTML = FORM;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function fresh(total: string): Document {
  return new DOMParser().parseFromString(FORM.replace("700円", total), "text/html");
}

test("only the live parts are swapped, and what was typed stays", () => {
  const form = document.querySelector("form")!;
  form.querySelector<HTMLInputElement>("[name=street]")!.value = "489";
  swapLive(form, fresh("1,500円"));
  expect(form.querySelector("[data-live=total]")!.textContent).toBe("1,500円");
  expect(form.querySelector<HTMLInputElement>("[name=street]")!.value).toBe("489");
});

test("the focus stays on the choice that was made", () => {
  const form = document.querySelector("form")!;
  form.querySelector<HTMLInputElement>("[value=cash_on_delivery]")!.focus();
  swapLive(form, fresh("1,500円"));
  expect((document.activeElement as HTMLInputElement).value).toBe("cash_on_delivery");
});

test("a choice that decides the fee asks the form's address, although fields are named action", async () => {
  const ask = vi.fn(() => Promise.resolve(new Response(FORM.replace("700円", "1,500円"))));
  vi.stubGlobal("fetch", ask);
  setUpCheckout();
  const prefecture = document.querySelector<HTMLSelectElement>("[name=prefecture]")!;
  prefecture.value = "47";
  prefecture.dispatchEvent(new Event("change", { bubbles: true }));
  await vi.waitFor(() => expect(document.querySelector("[data-live=total]")!.textContent).toBe("1,500円"));
  const [address, options] = ask.mock.calls[0] as unknown as [string, { method: string; body: FormData }];
  expect(address).toBe("/koharu/checkout");
  expect([options.method, options.body.get("action"), options.body.get("prefecture")]).toEqual(["POST", "refresh", "47"]);
});

test("typing a street asks nobody", () => {
  const ask = vi.fn();
  vi.stubGlobal("fetch", ask);
  setUpCheckout();
  document.querySelector("[name=street]")!.dispatchEvent(new Event("change", { bubbles: true }));
  expect(ask).not.toHaveBeenCalled();
});
