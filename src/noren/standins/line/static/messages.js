// Message bubbles of every kind.

import { tappable } from "./actions.js";
import { el } from "./dom.js";
import { flex } from "./flex.js";

const ADDRESS = /https?:\/\/[^\s<>"「」『』（）]+/g;

function words(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(text.slice(at, found.index));
    parts.push(el("a", { href: found[0], target: "_blank", rel: "noopener noreferrer" }, found[0]));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
}

function substituted(content, context) {
  return content.text.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name) => {
    if (!name) return whole[0];
    const entry = content.substitution?.[name];
    if (entry?.type !== "mention") return entry ? "☺" : whole;
    return entry.mentionee.type === "all" ? "@All" : `@${context.personName}`;
  });
}

const speech = (...children) => el("div", { class: "speech" }, ...children);

function picture(url, className = "photo") {
  return el("img", { class: className, src: url, alt: "写真", loading: "lazy", referrerpolicy: "no-referrer" });
}

function location(content) {
  const map = `https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}`;
  return el("a", { class: "place", href: map, target: "_blank", rel: "noopener noreferrer" }, el("strong", {}, content.title ?? "位置情報"), el("span", {}, content.address ?? ""));
}

function templateCard(part, template, context) {
  const head = part.thumbnailImageUrl
    ? el("img", { class: `thumb ${template.imageAspectRatio ?? "rectangle"} ${template.imageSize ?? "cover"}`, src: part.thumbnailImageUrl, alt: "", referrerpolicy: "no-referrer" })
    : null;
  const body = el("div", { class: "words" }, part.title ? el("strong", {}, part.title) : null, el("p", {}, part.text));
  const buttons = part.actions.map((action) => tappable(action, context, { class: "action", "data-testid": "template-button" }, action.label));
  return el("div", { class: `template ${template.type}` }, head, body, el("div", { class: "actions" }, ...buttons));
}

const TEMPLATES = {
  buttons: (template, context) => templateCard(template, template, context),
  confirm: (template, context) => templateCard(template, template, context),
  carousel: (template, context) => el("div", { class: "carousel", role: "group", tabindex: "0", "aria-label": `${template.columns.length}枚のカード` }, ...template.columns.map((column) => templateCard(column, template, context))),
  image_carousel: (template, context) => el("div", { class: "carousel", role: "group", tabindex: "0", "aria-label": `${template.columns.length}枚の写真` }, ...template.columns.map((column) => tappable(column.action, context, { class: "image-card" }, picture(column.imageUrl), column.action.label ? el("span", {}, column.action.label) : null))),
};

function area(action, size, context) {
  const bounds = action.area ?? action.bounds;
  const target = tappable(action.action ?? action, context, { class: "area", "aria-label": (action.action ?? action).label ?? "メニュー" });
  Object.assign(target.style, {
    left: `${(100 * bounds.x) / size.width}%`, top: `${(100 * bounds.y) / size.height}%`,
    width: `${(100 * bounds.width) / size.width}%`, height: `${(100 * bounds.height) / size.height}%`,
  });
  return target;
}

function imagemap(content, context) {
  const node = el("div", { class: "imagemap" }, el("img", { src: `${content.baseUrl}/1040`, alt: content.altText, referrerpolicy: "no-referrer" }), ...content.actions.map((action) => area(action, content.baseSize, context)));
  node.style.aspectRatio = `${content.baseSize.width} / ${content.baseSize.height}`;
  return node;
}

const DRAW = {
  text: (content) => speech(...words(content.text)),
  textV2: (content, context) => speech(...words(substituted(content, context))),
  sticker: (content) => el("div", { class: "sticker", role: "img", "aria-label": "スタンプ", "data-sticker": content.stickerId }, "◕‿◕"),
  image: (content) => el("a", { href: content.originalContentUrl, target: "_blank", rel: "noopener noreferrer" }, picture(content.previewImageUrl)),
  video: (content) => el("video", { class: "photo", src: content.originalContentUrl, poster: content.previewImageUrl, controls: true, preload: "none" }),
  audio: (content) => el("audio", { src: content.originalContentUrl, controls: true, preload: "none" }),
  location,
  imagemap,
  template: (content, context) => TEMPLATES[content.template.type](content.template, context),
  flex: (content, context) => flex(content.contents, context),
  coupon: (content) => el("div", { class: "place" }, el("strong", {}, "クーポン"), el("span", {}, content.couponId)),
};

const clock = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit" });

export function message(entry, context) {
  const { content } = entry;
  const draw = DRAW[content.type];
  const body = draw ? draw(content, context) : speech("この種類のメッセージは表示できません");
  const wide = content.type === "flex" || content.type === "template" || content.type === "imagemap";
  const mine = entry.sender === "person";
  const meta = el("span", { class: "meta" }, mine ? el("span", { class: "read", hidden: true }, "既読") : null, el("time", { datetime: new Date(entry.sentAt).toISOString() }, clock.format(entry.sentAt)));
  const face = mine ? null : el("img", { class: "face", src: content.sender?.iconUrl ?? context.picture, alt: "", width: 36, height: 36 });
  const name = mine ? null : el("span", { class: "from" }, content.sender?.name ?? context.name);
  return el("li", { class: `message ${mine ? "mine" : "theirs"}${wide ? " wide" : ""}`, "data-testid": "message", "data-type": content.type, "data-seq": entry.seq }, face, el("div", { class: "stack" }, name, el("div", { class: "line" }, body, meta)));
}

export function quickReplies(content, context) {
  const items = content?.quickReply?.items ?? [];
  if (!items.length) return null;
  const chips = items.map(({ imageUrl, action }) =>
    tappable(action, context, { class: "chip", "data-testid": "quick-reply" }, imageUrl ? el("img", { src: imageUrl, alt: "", width: 20, height: 20 }) : null, action.label));
  return el("div", { class: "chips", role: "group", "aria-label": "返信の候補" }, ...chips);
}

export function richMenu(menu, context) {
  const node = el("div", { class: "rich-menu", "data-testid": "rich-menu" }, el("img", { src: `/pictures/menus/${menu.richMenuId}`, alt: "" }), ...menu.areas.map((entry) => area(entry, menu.size, context)));
  node.style.aspectRatio = `${menu.size.width} / ${menu.size.height}`;
  return node;
}

