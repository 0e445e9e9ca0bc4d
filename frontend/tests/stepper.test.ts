import { beforeEach, describe, expect, it, vi } from "vitest";
import { setUpSteppers, stepped } from "../src/scripts/stepper";

describe("stepped", () => {
  it.each([
    ["3", 1, 4],
    ["3", -1, 2],
    ["1", -1, 1],
    ["10", 1, 10],
    ["99", 0, 10],
    ["", 1, 1],
    ["-2", 1, 1],
    ["1.5", 0, 1],
    [" 4 ", 1, 5],
  ])("turns %j by %i into %i between 1 and 10", (value, change, expected) => {
    expect(stepped(value, change, 1, 10)).toBe(expected);
  });
});

describe("setUpSteppers", () => {
  beforeEach(() => {
    document.body.innerHTML = `<span data-stepper><button type="button" data-step="-1"></button>
      <input type="number" value="1" min="1" max="3"><button type="button" data-step="1"></button></span>`;
  });

  it("counts up, tells the page, and closes the button at the end", () => {
    const [less, more] = [...document.querySelectorAll("button")] as [HTMLButtonElement, HTMLButtonElement];
    const changed = vi.fn();
    document.body.addEventListener("change", changed);
    setUpSteppers();
    expect(less.disabled).toBe(true);

    more.click();
    more.click();
    more.click();

    expect(document.querySelector("input")?.value).toBe("3");
    expect(changed).toHaveBeenCalledTimes(2);
    expect([less.disabled, more.disabled]).toEqual([false, true]);
  });

  it("set up twice still counts by one", () => {
    setUpSteppers();
    setUpSteppers();
    document.querySelectorAll("button")[1]?.click();
    expect(document.querySelector("input")?.value).toBe("2");
  });
});
