export function all<T extends HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

export function one<T extends HTMLElement>(selector: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(selector);
}

/** Listens once for the whole page, so that parts which arrive later work without being set up. */
export function delegate<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  handle: (target: HTMLElement, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(type, (event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (target) handle(target, event);
  });
}

/** A JSON answer, or null when there is none: every caller has a page that works without it. */
export async function fetchJson<T>(address: string): Promise<T | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}

export function shopBase(): string {
  return document.documentElement.dataset["shop"] ?? "";
}
