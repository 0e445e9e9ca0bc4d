import { describe, expect, it } from "vitest";
import { findVariant, openAxis, valueState, type Variant, type VariantData } from "../src/scripts/variant-picker";

function variant(id: string, values: string[], stock: Variant["stock"] = "in"): Variant {
  return { id, values, stock, price_text: "3,300円", before_text: "", stock_text: "", picture: null };
}

const bowl: VariantData = {
  axes: [
    { name: "色", values: ["藍", "萌黄", "炭"] },
    { name: "大きさ", values: ["中", "大"] },
    { name: "名入れ", values: ["なし", "あり"] },
  ],
  variants: [
    variant("a", ["藍", "中", "なし"]),
    variant("b", ["藍", "大", "なし"], "few"),
    variant("c", ["萌黄", "中", "なし"], "out"),
    variant("d", ["萌黄", "大", "あり"]),
  ],
};

describe("findVariant", () => {
  it("names the one variant that three chosen axes stand for", () => {
    expect(findVariant(bowl, ["萌黄", "大", "あり"])?.id).toBe("d");
  });

  it("names none while an axis is open, even when one variant is left", () => {
    expect(findVariant(bowl, ["藍", "大", null])).toBeNull();
  });

  it("names none for a combination that is not sold", () => {
    expect(findVariant(bowl, ["炭", "中", "なし"])).toBeNull();
  });

  it("names none when the selection is shorter than the axes", () => {
    expect(findVariant(bowl, ["藍"])).toBeNull();
  });
});

describe("valueState", () => {
  it.each([
    ["free with nothing chosen", [null, null, null], 0, "藍", "free"],
    ["missing when no variant has the value", [null, null, null], 0, "炭", "missing"],
    ["out when every variant left is sold out", [null, "中", null], 0, "萌黄", "out"],
    ["free again when another size has stock", [null, "大", null], 0, "萌黄", "free"],
    ["judged with the value replaced, not added", ["藍", "中", null], 0, "萌黄", "out"],
    ["missing on the third axis", ["藍", "大", null], 2, "あり", "missing"],
  ] as const)("is %s", (_, selection, axis, value, expected) => {
    expect(valueState(bowl, [...selection], axis, value)).toBe(expected);
  });
});

describe("openAxis", () => {
  it("is the first axis without a choice, or -1", () => {
    expect(openAxis(["藍", null, null])).toBe(1);
    expect(openAxis(["藍", "中", "なし"])).toBe(-1);
  });
});
