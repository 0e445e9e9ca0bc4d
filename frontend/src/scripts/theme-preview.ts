import { all, one } from "./dom";

/** Relative luminance of #rrggbb (WCAG 2.2). */
export function luminance(colour: string): number {
  const channel = (start: number): number => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Contrast ratio of two colours, 1 to 21. */
export function contrast(first: string, second: string): number {
  const [bright, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on the colour. */
export function readableOn(colour: string): string {
  return contrast(colour, "#ffffff") >= contrast(colour, "#1b1f24") ? "#ffffff" : "#1b1f24";
}

const ENOUGH = 4.5;

export function setUpThemePreview(): void {
  const form = one<HTMLFormElement>("form[data-theme-form]");
  const preview = one("[data-theme-preview]");
  if (!form || !preview) return;
  const warning = one("[data-contrast-warning]");
  const update = (): void => {
    const colours: Record<string, string> = {};
    for (const input of all<HTMLInputElement>("input[type=color][data-token]", form)) {
      const token = input.dataset["token"] ?? "";
      colours[token] = input.value;
      preview.style.setProperty(token, input.value);
      const text = one("[data-colour-text]", input.parentElement ?? form);
      if (text) text.textContent = input.value;
    }
    const primary = colours["--shop-primary"] ?? "#1f3a5f";
    const paper = colours["--shop-paper"] ?? "#faf8f4";
    preview.style.setProperty("--shop-on-primary", readableOn(primary));
    const values = new FormData(form);
    preview.dataset["layout"] = String(values.get("layout") ?? "standard");
    preview.style.setProperty("--shop-radius", `${String(values.get("radius") ?? "6")}px`);
    const accent = colours["--shop-accent"] ?? "#c73e2a";
    if (warning) warning.hidden = contrast(primary, paper) >= ENOUGH && contrast(accent, paper) >= ENOUGH;
  };
  form.addEventListener("input", update);
  update();
}
