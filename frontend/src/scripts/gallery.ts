import { all, one } from "./dom";

/** Swiping is the browser's own scroll-snap; this adds the count, the thumbnails' mark and the arrow keys. */
export function setUpGallery(): void {
  const gallery = one("[data-gallery]");
  const strip = gallery && one("[data-gallery-strip]", gallery);
  if (!gallery || !strip) return;
  const thumbs = all<HTMLAnchorElement>("[data-gallery-thumb]", gallery);
  const count = one("[data-gallery-count]", gallery);
  const total = strip.children.length;
  let current = 0;

  const mark = (index: number): void => {
    current = index;
    thumbs.forEach((thumb, place) => (place === index ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current")));
    if (count) count.textContent = `${index + 1} / ${total}`;
  };
  const show = (index: number): void => {
    const target = Math.min(Math.max(index, 0), total - 1);
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    strip.scrollTo({ left: target * strip.clientWidth, behavior: calm ? "instant" : "smooth" });
  };
  strip.addEventListener("scroll", () => mark(Math.round(strip.scrollLeft / Math.max(strip.clientWidth, 1))), { passive: true });
  strip.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    show(current + (event.key === "ArrowRight" ? 1 : -1));
  });
  thumbs.forEach((thumb, index) =>
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      show(index);
    }),
  );
  document.addEventListener("gallery:show", (event) => show((event as CustomEvent<number>).detail));
  mark(0);
}
