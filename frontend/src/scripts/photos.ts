import { all, delegate, one } from "./dom";

/** Where a thing lands when it is moved; out of bounds means the nearest end. */
export function moved<T>(items: T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  if (item === undefined) return items;
  const place = Math.min(Math.max(to, 0), rest.length);
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}

function arrange(list: HTMLElement, from: number, to: number): void {
  const items = [...list.children];
  list.append(...moved(items, from, to));
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function indexOf(list: HTMLElement, item: Element | null): number {
  return item ? [...list.children].indexOf(item) : -1;
}

/** Pictures are sorted by dragging or by their arrow buttons; the order is the order of the hidden fields. */
function setUpSorting(list: HTMLElement): void {
  let dragged: HTMLElement | null = null;
  list.addEventListener("dragstart", (event) => {
    dragged = (event.target as Element).closest<HTMLElement>("li");
    dragged?.setAttribute("data-dragging", "");
  });
  list.addEventListener("dragover", (event) => {
    event.preventDefault();
    const over = (event.target as Element).closest("li");
    if (dragged && over && over !== dragged) arrange(list, indexOf(list, dragged), indexOf(list, over));
  });
  list.addEventListener("dragend", () => {
    dragged?.removeAttribute("data-dragging");
    dragged = null;
  });
}

function addPreviews(input: HTMLInputElement, list: HTMLElement): void {
  all("[data-new-photo]", list).forEach((item) => item.remove());
  for (const file of input.files ?? []) {
    if (!file.type.startsWith("image/")) continue;
    const item = document.createElement("li");
    item.dataset["newPhoto"] = "";
    const frame = document.createElement("span");
    frame.className = "picture picture-square";
    const image = new Image();
    image.src = URL.createObjectURL(file);
    image.alt = file.name;
    image.onload = () => URL.revokeObjectURL(image.src);
    frame.append(image);
    item.append(frame);
    list.append(item);
  }
}

export function setUpPhotos(): void {
  const list = one("[data-photos]");
  if (!list) return;
  setUpSorting(list);
  delegate("click", "[data-move-photo]", (button) => {
    const index = indexOf(list, button.closest("li"));
    arrange(list, index, index + Number(button.dataset["movePhoto"]));
    button.focus();
  });
  delegate("click", "[data-remove-photo]", (button) => {
    button.closest("li")?.remove();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });
  delegate("change", "[data-photo-input]", (input) => addPreviews(input as HTMLInputElement, list));
}
