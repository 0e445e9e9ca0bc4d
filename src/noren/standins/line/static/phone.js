// The phone: list of chats, one chat, live news.

import { getChat, getChats, sendText, setFriendship, switchPerson } from "./api.js";
import { el, icon, ICONS, toast } from "./dom.js";
import { message, quickReplies, richMenu } from "./messages.js";

const screen = document.getElementById("screen");
const day = new Intl.DateTimeFormat("ja-JP", { month: "long", day: "numeric", weekday: "short" });
const clock = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit" });
let open = null; // the chat on screen, or null for the list
let me = { id: "", name: "" };

function when(time) {
  if (!time) return "";
  return new Date(time).toDateString() === new Date().toDateString() ? clock.format(time) : day.format(time);
}

// ---- list of chats

function chatItem(chat) {
  const state = chat.friendship === "friend" ? null : el("span", { class: "state" }, chat.friendship === "blocked" ? "ブロック中" : "友だち未追加");
  const unread = chat.unread ? el("span", { class: "badge", "data-testid": "unread", "aria-label": `未読${chat.unread}件` }, String(chat.unread)) : null;
  return el("li", {}, el("button", { type: "button", class: "chat-item", "data-testid": "chat-list-item", "data-channel": chat.channel, on: { click: () => go(chat.channel) } },
    el("img", { src: chat.picture, alt: "", width: 48, height: 48 }),
    el("span", { class: "about" }, el("span", { class: "name" }, chat.name, state), el("span", { class: "preview" }, chat.preview || "トークはまだありません")),
    el("span", { class: "side" }, el("time", {}, when(chat.lastAt)), unread)));
}

function personSwitch(person) {
  return el("button", { type: "button", class: "me", "data-testid": "person-menu", "aria-label": `${person.name}。人を切り替える`, on: { click: openSwitcher } },
    el("img", { src: `/pictures/people/${person.id}.svg`, alt: "", width: 32, height: 32 }));
}

async function showList() {
  const { person, chats } = await getChats();
  if (open) return;
  me = person;
  const list = chats.length
    ? el("ul", { class: "chat-list", "aria-label": "トークリスト" }, ...chats.map(chatItem))
    : el("p", { class: "empty" }, "公式アカウントはまだありません。お店がつくられると、ここに表示されます。");
  screen.replaceChildren(el("header", { class: "bar list-bar" }, el("h1", {}, "トーク"), personSwitch(person)), list);
}

function openSwitcher() {
  const copies = [...document.querySelectorAll(".beside .person")].map((button) => {
    const copy = button.cloneNode(true);
    copy.addEventListener("click", () => change(copy.dataset.person));
    return el("li", {}, copy);
  });
  const dialog = el("dialog", { class: "sheet", "aria-label": "人を切り替える" }, el("h2", {}, "だれの画面を見ますか"), el("ul", { class: "people" }, ...copies),
    el("button", { type: "button", class: "close", on: { click: () => dialog.close() } }, "閉じる"));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function change(person) {
  await switchPerson(person);
  location.href = "/";
}

// ---- one chat

class ChatScreen {
  constructor(channel) {
    this.channel = channel;
    this.last = 0;
    this.messages = el("ol", { class: "messages", "aria-live": "polite", "aria-label": "メッセージ" });
    this.scroller = el("div", { class: "scroller" }, this.messages);
    this.under = el("div", { class: "under" });
    this.field = el("textarea", { rows: 1, placeholder: "メッセージを入力", "aria-label": "メッセージを入力", "data-testid": "composer", maxlength: 5000, on: { input: () => this.grow(), keydown: (event) => this.key(event) } });
    this.sendButton = el("button", { type: "submit", class: "send", "aria-label": "送信", "data-testid": "send" }, icon(ICONS.send));
    this.composer = el("form", { class: "composer", on: { submit: (event) => this.submit(event) } }, this.field, this.sendButton);
    this.notice = el("div", { class: "notice" });
    this.title = el("h1", {});
    this.menuShown = true;
    this.work = Promise.resolve();
  }

  context() {
    return { channel: this.channel, name: this.chat.name, picture: this.chat.picture, personName: me.name, acted: () => this.under.querySelector(".chips")?.remove(), fillIn: (text) => this.fillIn(text) };
  }

  draw() {
    const back = el("button", { type: "button", class: "round", "aria-label": "トークリストに戻る", "data-testid": "back", on: { click: () => go(null) } }, icon(ICONS.back));
    this.menuButton = el("button", { type: "button", class: "round", "aria-label": "メニュー", "aria-expanded": "false", "data-testid": "chat-menu", on: { click: () => this.toggleMenu() } }, icon(ICONS.menu));
    this.options = el("div", { class: "options", hidden: true });
    screen.replaceChildren(el("section", { class: "chat" }, el("header", { class: "bar" }, back, this.title, this.menuButton), this.options, this.notice, this.scroller, this.under, this.composer));
  }

  // One request after the other: news may come faster than answers.
  refresh() {
    this.work = this.work.then(() => this.load()).catch((error) => toast(`読み込めませんでした（${error.message}）`));
    return this.work;
  }

  async load() {
    const seen = document.visibilityState === "visible";
    const { chat, messages, readUpTo, richMenu: menu } = await getChat(this.channel, { after: this.last, read: seen });
    if (open !== this) return;
    const first = !this.chat;
    this.chat = chat;
    if (first) this.draw();
    this.title.textContent = chat.name;
    const near = first || this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 120;
    for (const entry of messages) this.append(entry);
    for (const own of this.messages.querySelectorAll(".mine")) own.querySelector(".read").hidden = Number(own.dataset.seq) > readUpTo;
    this.drawFriendship();
    this.drawUnder(messages, menu);
    if (near || messages.some((entry) => entry.sender === "person")) this.toBottom();
  }

  append(entry) {
    this.stopLoading();
    const date = new Date(entry.sentAt).toDateString();
    if (date !== this.date) {
      this.date = date;
      this.messages.append(el("li", { class: "day" }, el("span", {}, date === new Date().toDateString() ? "今日" : day.format(entry.sentAt))));
    }
    this.messages.append(message(entry, this.context()));
    this.last = entry.seq;
    this.newest = entry;
  }

  drawUnder(messages, menu) {
    if (messages.length || !this.under.childElementCount) {
      const chips = this.newest?.sender === "bot" ? quickReplies(this.newest.content, this.context()) : null;
      this.under.querySelector(".chips")?.remove();
      if (chips) this.under.prepend(chips);
    }
    const known = this.under.querySelector(".rich-menu")?.dataset.menu;
    if (known === menu?.richMenuId) return;
    this.under.querySelectorAll(".rich-menu, .menu-bar").forEach((node) => node.remove());
    if (menu) this.drawMenu(menu);
  }

  drawMenu(menu) {
    const picture = richMenu(menu, this.context());
    picture.dataset.menu = menu.richMenuId;
    picture.hidden = !menu.selected;
    const bar = el("button", { type: "button", class: "menu-bar", "aria-expanded": String(menu.selected), "data-testid": "menu-bar", on: { click: () => {
      picture.hidden = !picture.hidden;
      bar.setAttribute("aria-expanded", String(!picture.hidden));
      this.toBottom();
    } } }, `${menu.chatBarText} ▾`);
    this.under.append(bar, picture);
  }

  drawFriendship() {
    const friend = this.chat.friendship === "friend";
    this.composer.querySelectorAll("textarea, button").forEach((part) => (part.disabled = !friend));
    this.field.placeholder = friend ? "メッセージを入力" : "友だち追加が必要です";
    this.options.replaceChildren(friend ? el("button", { type: "button", "data-testid": "block-friend", on: { click: () => this.befriend("block") } }, "ブロック") : "メニューはありません");
    const words = this.chat.friendship === "blocked" ? "このアカウントをブロックしています" : "友だちに追加されていません";
    const label = this.chat.friendship === "blocked" ? "ブロック解除" : "追加";
    this.notice.hidden = friend;
    this.notice.replaceChildren(el("span", {}, words), el("button", { type: "button", "data-testid": "add-friend", on: { click: () => this.befriend("follow") } }, label));
  }

  async befriend(action) {
    this.toggleMenu(false);
    try {
      await setFriendship(this.channel, action);
      await this.refresh();
    } catch (error) {
      toast(`変更できませんでした（${error.message}）`);
    }
  }

  toggleMenu(shown = this.options.hidden) {
    this.options.hidden = !shown;
    this.menuButton.setAttribute("aria-expanded", String(shown));
  }

  startLoading(seconds) {
    this.stopLoading();
    this.dots = el("li", { class: "message theirs", "data-testid": "loading" }, el("img", { class: "face", src: this.chat.picture, alt: "", width: 36, height: 36 }), el("div", { class: "speech dots", role: "img", "aria-label": "入力中" }, el("i"), el("i"), el("i")));
    this.messages.append(this.dots);
    this.toBottom();
    this.dotsTimer = setTimeout(() => this.stopLoading(), seconds * 1000);
  }

  stopLoading() {
    clearTimeout(this.dotsTimer);
    this.dots?.remove();
    this.dots = null;
  }

  toBottom() {
    requestAnimationFrame(() => (this.scroller.scrollTop = this.scroller.scrollHeight));
  }

  fillIn(text) {
    this.field.value = text;
    this.grow();
    this.field.focus();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
  }

  key(event) {
    // Enter also ends the choice of kanji; only a bare one sends.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches) this.submit(event);
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value;
    if (!text.trim()) return;
    this.fillIn("");
    try {
      await sendText(this.channel, text);
      await this.refresh();
    } catch (error) {
      if (!this.field.value) this.fillIn(text);
      toast(`送信できませんでした（${error.message}）`);
    }
  }
}

// ---- moving about, and news

function go(channel) {
  const address = channel ? `#${encodeURIComponent(channel)}` : "#";
  if (location.hash === address || (!channel && !location.hash)) route();
  else location.hash = address;
}

async function route() {
  const channel = decodeURIComponent(location.hash.slice(1));
  open?.stopLoading();
  open = channel ? new ChatScreen(channel) : null;
  try {
    if (!me.id) me = (await getChats()).person;
    await (open ? open.refresh() : showList());
  } catch (error) {
    screen.replaceChildren(el("p", { class: "empty" }, `読み込めませんでした。ページを開き直してください。（${error.message}）`));
  }
}

function listen() {
  const news = new EventSource("/phone/events");
  news.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.type === "loading") {
      if (open?.channel === told.channel && open.chat) open.startLoading(told.seconds);
    } else if (!open) showList();
    else if (!told.channel || told.channel === open.channel) open.refresh();
    else if (told.type === "messages" && !told.silent) toast("ほかのトークに新しいメッセージがあります");
  };
  // Whatever happened while the line was down is fetched on reconnecting.
  news.onopen = () => (open ? open.chat && open.refresh() : showList());
}

function tick() {
  document.getElementById("time").textContent = clock.format(Date.now());
}

for (const button of document.querySelectorAll(".beside .person")) button.addEventListener("click", () => change(button.dataset.person));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && open?.chat && open.refresh());
addEventListener("hashchange", route);
tick();
setInterval(tick, 15000);
route().then(listen);
