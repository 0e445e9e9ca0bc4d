/** The value after one press, kept within min and max; anything unreadable counts as min. */
export function stepped(value: string, change: number, min: number, max: number): number {
  const current = /^\d+$/.test(value.trim()) ? Number(value) : NaN;
  const next = Number.isNaN(current) ? min : current + change;
  return Math.min(Math.max(next, min), max);
}

function limits(input: HTMLInputElement): [number, number] {
  return [Number(input.min || "0"), Number(input.max || "9999")];
}

function showLimits(stepper: HTMLElement, input: HTMLInputElement): void {
  const [min, max] = limits(input);
  for (const button of stepper.querySelectorAll<HTMLButtonElement>("[data-step]")) {
    const down = Number(button.dataset["step"]) < 0;
    button.disabled = down ? Number(input.value) <= min : Number(input.value) >= max;
  }
}

export function setUpSteppers(root: ParentNode = document): void {
  for (const stepper of root.querySelectorAll<HTMLElement>("[data-stepper]")) {
    const input = stepper.querySelector("input");
    if (!input || stepper.dataset["ready"]) continue;
    stepper.dataset["ready"] = "yes";
    const [min, max] = limits(input);
    stepper.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>("[data-step]");
      if (!button) return;
      input.value = String(stepped(input.value, Number(button.dataset["step"]), min, max));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", () => {
      input.value = String(stepped(input.value, 0, min, max));
      showLimits(stepper, input);
    });
    showLimits(stepper, input);
  }
}

/** A quantity in the cart is sent as soon as it rests; the form's own button does it without script. */
export function submitOnChange(): void {
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement | HTMLSelectElement;
    if (field.form?.matches("[data-submit-on-change]") || field.matches("[data-submit-on-change]")) field.form?.requestSubmit();
  });
}
