export type StockBand = "in" | "few" | "out";

export interface Variant {
  id: string;
  /** One value per axis, in the order of the axes. */
  values: string[];
  price_text: string;
  before_text: string;
  stock: StockBand;
  stock_text: string;
  /** Number of the picture in the gallery, or null. */
  picture: number | null;
}

export interface VariantData {
  axes: { name: string; values: string[] }[];
  variants: Variant[];
}

/** Chosen value per axis; null where nothing is chosen yet. */
export type Selection = (string | null)[];
export type ValueState = "free" | "out" | "missing";

function fits(variant: Variant, selection: Selection): boolean {
  return selection.every((chosen, axis) => chosen === null || variant.values[axis] === chosen);
}

/** The one variant that the whole selection names, or null while an axis is open or the combination isn't sold. */
export function findVariant(data: VariantData, selection: Selection): Variant | null {
  if (selection.length !== data.axes.length || selection.includes(null)) return null;
  return data.variants.find((variant) => fits(variant, selection)) ?? null;
}

/** What choosing `value` on `axis` would lead to, with the other axes as they are. */
export function valueState(data: VariantData, selection: Selection, axis: number, value: string): ValueState {
  const wanted = selection.map((chosen, index) => (index === axis ? value : chosen));
  const matches = data.variants.filter((variant) => fits(variant, wanted));
  if (matches.length === 0) return "missing";
  return matches.every((variant) => variant.stock === "out") ? "out" : "free";
}

/** The first axis without a choice, or -1: where the sheet asks the buyer to choose. */
export function openAxis(selection: Selection): number {
  return selection.indexOf(null);
}
