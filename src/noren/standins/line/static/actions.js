// What happens when somebody taps: LINE's action objects.

import { sendPostback, sendText } from "./api.js";
import { el, toast } from "./dom.js";

const LINK = /^(https?|tel):/i;

export function isLink(action) {
  return action?.type === "uri" && LINK.test(action.uri ?? action.linkUri ?? "");
}

async function pickMoment(action) {
  const types = { date: "date", time: "time", datetime: "datetime-local" };
  const input = el("input", { type: types[action.mode], value: action.initial ?? "", min: action.min, max: action.max, "aria-label": action.label ?? "日時" });
  const ok = el("button", { class: "action", type: "submit", value: "ok" }, "決定");
  const dialog = el("dialog", { class: "picker" }, el("form", { method: "dialog" }, el("p", {}, action.label ?? "日時を選ぶ"), input, ok));
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  const value = dialog.returnValue === "ok" ? input.value : "";
  dialog.remove();
  return value;
}

const PERFORM = {
  message: (action, { channel }) => sendText(channel, action.text),
  postback: (action, { channel, fillIn }) => {
    if (action.inputOption === "openKeyboard") fillIn(action.fillInText ?? "");
    return sendPostback(channel, { data: action.data, displayText: action.displayText, text: action.text });
  },
  async datetimepicker(action, { channel }) {
    const value = await pickMoment(action);
    if (value) await sendPostback(channel, { data: action.data, params: { [action.mode]: value } });
  },
  async clipboard(action) {
    await navigator.clipboard.writeText(action.clipboardText);
    toast("コピーしました");
  },
  uri: () => toast("このリンクは、この画面では開けません"),
};

export async function perform(action, context) {
  const act = PERFORM[action.type];
  if (!act) {
    toast("この操作は、この画面ではできません");
    return;
  }
  try {
    await act(action, context);
    context.acted?.(action);
  } catch (error) {
    toast(`送信できませんでした（${error.message}）`);
  }
}

// A link for what opens a page (in a tab that cannot reach back), a button for everything else.
export function tappable(action, context, properties, ...children) {
  if (isLink(action)) {
    const href = action.uri ?? action.linkUri;
    return el("a", { ...properties, href, target: "_blank", rel: "noopener noreferrer", on: { click: () => context.acted?.(action) } }, ...children);
  }
  return el("button", { ...properties, type: "button", on: { click: () => perform(action, context) } }, ...children);
}

// Boxes, pictures and texts may carry an action and hold buttons of their own, so they cannot be <a> or <button>.
export function makeTappable(node, action, context) {
  const act = (event) => {
    if (event.target.closest("a, button, [data-tappable]") !== node) return;
    event.preventDefault();
    if (isLink(action)) window.open(action.uri, "_blank", "noopener,noreferrer");
    else perform(action, context);
  };
  node.dataset.tappable = "";
  node.setAttribute("role", isLink(action) ? "link" : "button");
  node.setAttribute("tabindex", "0");
  if (action.label) node.setAttribute("aria-label", action.label);
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && act(event));
}
