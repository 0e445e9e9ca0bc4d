import { describe, expect, it } from "vitest";
import { range } from "../src/scripts/bulk-select";
import { moved } from "../src/scripts/photos";
import { contrast, readableOn } from "../src/scripts/theme-preview";

describe("range", () => {
  it("goes both ways and holds both ends", () => {
    expect(range(2, 5)).toEqual([2, 3, 4, 5]);
    expect(range(5, 2)).toEqual([2, 3, 4, 5]);
    expect(range(3, 3)).toEqual([3]);
  });
});

describe("moved", () => {
  it.each([
    [0, 2, ["b", "c", "a"]],
    [2, 0, ["c", "a", "b"]],
    [0, -1, ["a", "b", "c"]],
    [1, 9, ["a", "c", "b"]],
    [7, 0, ["a", "b", "c"]],
  ])("puts %i at %i", (from, to, expected) => {
    expect(moved(["a", "b", "c"], from, to)).toEqual(expected);
  });
});

describe("contrast", () => {
  it("is WCAG's ratio", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it("chooses the text that reads better", () => {
    expect(readableOn("#1f3a5f")).toBe("#ffffff");
    expect(readableOn("#f3d9a4")).toBe("#1b1f24");
  });
});
