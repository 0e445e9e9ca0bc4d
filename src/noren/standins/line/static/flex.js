// Flex Messages: LINE's layout language drawn with CSS flexbox.

import { makeTappable, tappable } from "./actions.js";
import { el } from "./dom.js";

const SPACE = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const FONT = { xxs: "11px", xs: "13px", sm: "14px", md: "16px", lg: "19px", xl: "22px", xxl: "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px" };
const PICTURE = { xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px", "3xl": "180px", "4xl": "200px", "5xl": "220px", full: "100%" };
const BORDER = { none: "0", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const ALIGN = { start: "flex-start", center: "center", end: "flex-end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const SMALLEST_FONT = 8;

const space = (value) => SPACE[value] ?? value;

function place(node, part) {
  const offsets = { top: part.offsetTop, bottom: part.offsetBottom, insetInlineStart: part.offsetStart, insetInlineEnd: part.offsetEnd };
  if (part.position) node.style.position = part.position;
  else if (Object.values(offsets).some(Boolean)) node.style.position = "relative";
  for (const [side, value] of Object.entries(offsets)) if (value) node.style[side] = space(value);
}

function share(node, part, parent) {
  const row = parent.layout !== "vertical";
  const factor = part.flex ?? (row && part.type !== "icon" && part.type !== "separator" && !part.width ? 1 : part.type === "filler" ? 1 : 0);
  if (row) node.style.flex = factor > 0 ? `${factor} 1 0` : "0 0 auto";
  else node.style.flex = factor > 0 ? `${factor} 0 auto` : "0 0 auto";
  if (row && part.gravity && parent.layout === "horizontal") node.style.alignSelf = GRAVITY[part.gravity];
  if (!row && part.gravity && part.flex) node.style.justifyContent = GRAVITY[part.gravity];
}

function fontStyle(part) {
  return {
    fontSize: FONT[part.size] ?? part.size ?? "", color: part.color ?? "",
    fontWeight: part.weight === "bold" ? "700" : part.weight === "regular" ? "400" : "",
    fontStyle: part.style === "italic" ? "italic" : "", textDecoration: part.decoration ?? "",
  };
}

function shrink(node) {
  requestAnimationFrame(() => {
    let size = Number.parseFloat(getComputedStyle(node).fontSize);
    while (node.scrollWidth > node.clientWidth && size > SMALLEST_FONT) node.style.fontSize = `${(size -= 1)}px`;
  });
}

function text(part) {
  const spans = part.contents?.map((span) => el("span", { style: fontStyle(span) }, span.text));
  const node = el("div", { class: part.wrap ? "fx-text wrap" : "fx-text", style: fontStyle(part) }, ...(spans ?? [part.text]));
  node.style.textAlign = part.align ?? "";
  if (part.lineSpacing) node.style.lineHeight = `calc(1.3em + ${part.lineSpacing})`;
  if (part.maxLines && part.wrap) {
    node.classList.add("clamp");
    node.style.webkitLineClamp = part.maxLines;
  }
  if (part.adjustMode) shrink(node);
  return node;
}

function ratio(part) {
  return (part.aspectRatio ?? "1:1").replace(":", " / ");
}

function image(part) {
  const picture = el("img", { src: part.url, alt: part.action?.label ?? "", loading: "lazy", referrerpolicy: "no-referrer" });
  picture.style.objectFit = part.aspectMode === "cover" ? "cover" : "contain";
  const frame = el("div", { class: "fx-picture", style: { aspectRatio: ratio(part), backgroundColor: part.backgroundColor ?? "", width: PICTURE[part.size ?? "md"] ?? part.size } }, picture);
  return el("div", { class: "fx-image", style: { alignItems: ALIGN[part.align ?? "center"] } }, frame);
}

function icon(part) {
  const size = FONT[part.size ?? "md"] ?? part.size;
  return el("img", { class: "fx-icon", src: part.url, alt: "", referrerpolicy: "no-referrer", style: { height: size, aspectRatio: ratio(part) } });
}

function button(part, context) {
  const style = part.style ?? "link";
  const node = tappable(part.action, context, { class: `fx-button ${style} ${part.height ?? "md"}`, "data-testid": "flex-button" }, part.action.label);
  if (part.color) node.style[style === "link" ? "color" : "backgroundColor"] = part.color;
  if (part.adjustMode) shrink(node);
  return node;
}

function separator(part) {
  return el("div", { class: "fx-separator", role: "presentation", style: { backgroundColor: part.color ?? "" } });
}

function background(part) {
  const fill = part.background;
  if (!fill) return part.backgroundColor ?? "";
  const middle = fill.centerColor ? `, ${fill.centerColor} ${fill.centerPosition ?? "50%"}` : "";
  return `linear-gradient(${fill.angle}, ${fill.startColor}${middle}, ${fill.endColor})`;
}

function box(part, context) {
  const node = el("div", { class: `fx-box ${part.layout}` });
  const style = node.style;
  style.background = background(part);
  style.borderRadius = space(part.cornerRadius ?? "") ?? "";
  if (part.borderWidth || part.borderColor) style.border = `${BORDER[part.borderWidth] ?? part.borderWidth ?? "1px"} solid ${part.borderColor ?? "#d4d6da"}`;
  for (const name of ["width", "maxWidth", "height", "maxHeight"]) if (part[name]) style[name] = part[name];
  if (part.paddingAll) style.padding = space(part.paddingAll);
  const sides = { paddingTop: part.paddingTop, paddingBottom: part.paddingBottom, paddingInlineStart: part.paddingStart, paddingInlineEnd: part.paddingEnd };
  for (const [side, value] of Object.entries(sides)) if (value) style[side] = space(value);
  if (part.justifyContent) style.justifyContent = part.justifyContent;
  if (part.alignItems) style.alignItems = part.alignItems;
  fill(node, part, context);
  return node;
}

// A child's own margin wins over the parent's spacing; the first child has neither.
function fill(node, part, context) {
  let first = true;
  for (const child of part.contents) {
    const inner = component(child, context, part);
    if (child.position !== "absolute") {
      const gap = space(child.margin ?? part.spacing);
      if (!first && gap) inner.style[part.layout === "vertical" ? "marginTop" : "marginInlineStart"] = gap;
      first = false;
    }
    node.append(inner);
  }
}

const DRAW = { box, button, image, icon, text, separator, filler: () => el("div", { class: "fx-filler" }) };

function component(part, context, parent) {
  const node = DRAW[part.type](part, context);
  node.classList.add("fx");
  share(node, part, parent);
  place(node, part);
  if (part.action && part.type !== "button") makeTappable(node, part.action, context);
  return node;
}

function video(part) {
  const film = el("video", { src: part.url, poster: part.previewUrl, controls: true, playsinline: true, preload: "none" });
  film.style.aspectRatio = ratio(part);
  return el("div", { class: "fx-video" }, film);
}

function block(bubble, name, context) {
  const part = bubble[name];
  if (!part) return null;
  const style = bubble.styles?.[name] ?? {};
  const node = el("div", { class: `fx-block ${name}`, style: { backgroundColor: style.backgroundColor ?? "" } });
  if (style.separator) node.style.borderTop = `1px solid ${style.separatorColor ?? "#d4d6da"}`;
  node.append(part.type === "video" ? video(part) : component(part, context, { layout: "vertical" }));
  return node;
}

function bubble(part, context) {
  const node = el("div", { class: `fx-bubble ${part.size ?? "mega"}`, dir: part.direction ?? "ltr", "data-testid": "flex-bubble" });
  for (const name of ["header", "hero", "body", "footer"]) {
    const inner = block(part, name, context);
    if (inner) node.append(inner);
  }
  if (part.action) makeTappable(node, part.action, context);
  return node;
}

export function flex(container, context) {
  if (container.type === "bubble") return bubble(container, context);
  const bubbles = container.contents.map((part) => bubble(part, context));
  return el("div", { class: "carousel", role: "group", tabindex: "0", "aria-label": `${bubbles.length}枚のカード` }, ...bubbles);
}
