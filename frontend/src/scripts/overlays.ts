import { all, delegate, one } from "./dom";

/** data-open-dialog="id" opens a <dialog>; a press on the backdrop closes it. */
export function setUpDialogs(): void {
  delegate("click", "[data-open-dialog]", (opener, event) => {
    const dialog = document.getElementById(opener.dataset["openDialog"] ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    dialog.showModal();
  });
  delegate("click", "[data-close-dialog]", (button) => button.closest("dialog")?.close());
  document.addEventListener("click", (event) => {
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });
}

/** <details> used as menus close when the eye moves elsewhere. */
export function setUpMenus(): void {
  document.addEventListener("click", (event) => {
    for (const menu of all<HTMLDetailsElement>("details[data-menu][open]")) {
      if (!menu.contains(event.target as Node)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = one<HTMLDetailsElement>("details[data-menu][open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

const SHOWN_FOR_MS = 6000;

function leave(toast: HTMLElement): void {
  toast.remove();
}

function dismissLater(toast: HTMLElement): void {
  // Bad news stays until it has been read.
  if (!toast.classList.contains("toast-bad")) setTimeout(() => leave(toast), SHOWN_FOR_MS);
}

export function toast(text: string): void {
  const place = one("[data-toasts]");
  if (!place) return;
  const note = document.createElement("div");
  note.className = "toast";
  const words = document.createElement("span");
  words.className = "grow";
  words.textContent = text;
  note.append(words);
  place.append(note);
  dismissLater(note);
}

export function setUpToasts(): void {
  all("[data-toast]").forEach(dismissLater);
  delegate("click", "[data-toast-close]", (button) => {
    const note = button.closest<HTMLElement>("[data-toast]");
    if (note) leave(note);
  });
}

export function setUpCopy(): void {
  delegate("click", "[data-copy]", async (button) => {
    await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
    toast(button.dataset["copied"] ?? "");
  });
}
