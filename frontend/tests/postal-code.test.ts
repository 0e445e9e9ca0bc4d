import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { postalDigits, setUpPostalCode, sharedAddress, type Place } from "../src/scripts/postal-code";

const nakagyo: Place = { prefecture: "京都府", prefecture_code: "26", city: "京都市中京区", town: "上本能寺前町" };

describe("postalDigits", () => {
  it.each([
    ["6040925", "6040925"],
    ["604-0925", "6040925"],
    ["〒604‐0925", "6040925"],
    ["６０４ー０９２５", "6040925"],
    [" 604 0925 ", "6040925"],
    ["604092", null],
    ["60409256", null],
    ["604-092a", null],
  ])("reads %j as %j", (typed, expected) => {
    expect(postalDigits(typed)).toBe(expected);
  });
});

describe("sharedAddress", () => {
  it("keeps the town only when all places agree on it", () => {
    expect(sharedAddress([nakagyo])).toEqual({ city: "京都市中京区", town: "上本能寺前町" });
    expect(sharedAddress([nakagyo, { ...nakagyo, town: "別の町" }])).toEqual({ city: "京都市中京区", town: "" });
    expect(sharedAddress([nakagyo, { ...nakagyo, city: "別の市" }])).toEqual({ city: "", town: "" });
    expect(sharedAddress([])).toBeNull();
  });
});

describe("the postal code field", () => {
  const field = (name: string): HTMLInputElement => document.querySelector(`[name=${name}]`) as HTMLInputElement;
  const type = (text: string): void => {
    field("postal_code").value = text;
    field("postal_code").dispatchEvent(new Event("input", { bubbles: true }));
  };
  const status = (): string => document.querySelector("[data-postal-status]")?.textContent ?? "";

  beforeEach(() => {
    document.documentElement.dataset["shop"] = "/koharu";
    document.body.innerHTML = `<form><input name="postal_code" data-postal-code>
      <select name="prefecture"><option value=""></option><option value="26">京都府</option></select>
      <input name="city"><input name="street" value="488-1">
      <p data-postal-status data-found="入力しました" data-missing="見つかりません"></p></form>`;
    setUpPostalCode();
  });
  afterEach(() => vi.unstubAllGlobals());

  it("asks once for a whole code and fills what it learns, never the street", async () => {
    const ask = vi.fn(async () => new Response(JSON.stringify([nakagyo])));
    vi.stubGlobal("fetch", ask);
    type("604-092");
    type("604-0925");
    type("6040925");
    await vi.waitFor(() => expect(status()).toBe("入力しました"));
    expect(ask).toHaveBeenCalledTimes(1);
    expect(ask.mock.calls[0]?.at(0)).toBe("/koharu/postal-code/6040925");
    expect([field("prefecture").value, field("city").value, field("street").value]).toEqual(["26", "京都市中京区上本能寺前町", "488-1"]);
  });

  it("leaves a town that the buyer typed", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify([nakagyo])));
    field("city").value = "京都市中京区わたしの町";
    type("6040925");
    await vi.waitFor(() => expect(status()).toBe("入力しました"));
    expect(field("city").value).toBe("京都市中京区わたしの町");
  });

  it("says so when nobody lives there, and changes nothing", async () => {
    vi.stubGlobal("fetch", async () => new Response("[]"));
    type("0000000");
    await vi.waitFor(() => expect(status()).toBe("見つかりません"));
    expect([field("prefecture").value, field("city").value]).toEqual(["", ""]);
  });
});
