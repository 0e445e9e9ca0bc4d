import { all, delegate, one } from "./dom";

/** One fee for a whole region (関東, 近畿 …) written into each of its prefectures. */
export function setUpRegionFill(): void {
  delegate("click", "[data-fill-region]", (button) => {
    const region = button.closest<HTMLElement>("[data-region]");
    const source = region && one<HTMLInputElement>("[data-region-fee]", region);
    if (!region || !source || source.value === "") return;
    for (const field of all<HTMLInputElement>("[data-prefecture-fee]", region)) {
      field.value = source.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}

/** A ready-made message is put into the text field; what the seller typed is kept and the words are added. */
export function setUpReadyMessages(): void {
  delegate("click", "[data-ready-message]", (button) => {
    const field = document.getElementById(button.dataset["for"] ?? "");
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.value = [field.value.trim(), button.dataset["readyMessage"] ?? ""].filter(Boolean).join("\n");
    field.focus();
  });
}
