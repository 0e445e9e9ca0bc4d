import { all, one } from "./dom";

/** Indexes from one row to another, both included, whichever comes first. */
export function range(from: number, to: number): number[] {
  const start = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => start + step);
}

class BulkList {
  private cursor = -1;
  private last = -1;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly rows: HTMLElement[],
  ) {}

  ticks(): HTMLInputElement[] {
    return this.rows.flatMap((row) => all<HTMLInputElement>(".tick", row));
  }

  press(tick: HTMLInputElement, extend: boolean): void {
    const ticks = this.ticks();
    const index = ticks.indexOf(tick);
    if (extend && this.last >= 0) for (const place of range(this.last, index)) this.set(ticks[place], tick.checked);
    this.last = index;
    this.show();
  }

  setAll(checked: boolean): void {
    for (const tick of this.ticks()) this.set(tick, checked);
    this.show();
  }

  move(step: number): void {
    this.rows[this.cursor]?.removeAttribute("data-cursor");
    this.cursor = Math.min(Math.max(this.cursor + step, 0), this.rows.length - 1);
    const row = this.rows[this.cursor];
    row?.setAttribute("data-cursor", "");
    row?.scrollIntoView({ block: "nearest" });
    if (row) one<HTMLInputElement>(".tick", row)?.focus({ preventScroll: true });
  }

  toggle(): void {
    const tick = this.ticks()[this.cursor];
    if (!tick) return;
    this.set(tick, !tick.checked);
    this.press(tick, false);
  }

  open(): void {
    const row = this.rows[this.cursor];
    if (row) one<HTMLAnchorElement>("a[data-row-link]", row)?.click();
  }

  show(): void {
    const chosen = this.ticks().filter((tick) => tick.checked).length;
    const bar = one("[data-bulk-bar]", this.form);
    if (bar) bar.hidden = chosen === 0;
    const words = one("[data-bulk-count]", this.form);
    if (words) words.textContent = (words.dataset["bulkCount"] ?? "{count}").replace("{count}", String(chosen));
    const whole = one<HTMLInputElement>("[data-tick-all]", this.form);
    if (!whole) return;
    whole.checked = chosen > 0 && chosen === this.ticks().length;
    whole.indeterminate = chosen > 0 && !whole.checked;
  }

  private set(tick: HTMLInputElement | undefined, checked: boolean): void {
    if (tick && !tick.disabled) tick.checked = checked;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

export function setUpBulkSelect(): void {
  const form = one<HTMLFormElement>("form[data-bulk]");
  if (!form) return;
  const list = new BulkList(form, all("tbody tr", form));
  form.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.matches("[data-tick-all]")) list.setAll((target as HTMLInputElement).checked);
    else if (target.matches(".tick")) list.press(target as HTMLInputElement, event.shiftKey);
  });
  const keys: Record<string, () => void> = { j: () => list.move(1), k: () => list.move(-1), x: () => list.toggle(), o: () => list.open() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || one("dialog[open]")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  list.show();
}
