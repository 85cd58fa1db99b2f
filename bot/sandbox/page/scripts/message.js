// One message -> one list item: a bubble with its buttons, or a line of service news.

import { fileUrl } from "./api.js";
import { BOT_TONE, el, face, icon, nameOf, tone } from "./dom.js";
import { marked } from "./entities.js";

/** The list item of a message. `me` is the speaker's id; `does` holds what taps and presses do. */
export function item(message, me, does) {
  const news = service(message);
  if (news) return el("li", { class: "news", "data-id": message.message_id }, el("span", {}, news));
  const isMine = message.from?.id === me && !message.sender_chat;
  const author = message.sender_chat ?? message.from;
  const name = author.title ?? nameOf(author);
  const isGroup = message.chat.type !== "private";
  return el("li", {
    class: `message ${isMine ? "mine" : "theirs"} ${author.is_bot ? "of-bot" : ""}`,
    "data-id": message.message_id, "data-from": author.id, tabindex: -1,
    ondblclick: () => does.reply(message),
  },
    isGroup && !isMine ? face(name, toneOf(author)) : null,
    el("div", { class: "column" }, bubble(message, isGroup && !isMine ? author : null, does, isMine), keyboard(message, does)),
  );
}

const toneOf = (author) => (author.is_bot ? BOT_TONE : author.id);

function bubble(message, author, does, isMine) {
  const words = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  const tools = el("button", {
    type: "button", class: "tools", "aria-label": "消息操作", "aria-haspopup": "menu",
    onclick: (event) => does.tools(message, isMine, event.currentTarget),
  }, icon("more"));
  return el("div", { class: "bubble" },
    author ? el("p", { class: `author ${tone(toneOf(author))}` }, author.title ?? nameOf(author)) : null,
    message.via_bot ? el("p", { class: "via" }, `经由 @${message.via_bot.username}`) : null,
    message.reply_to_message ? replied(message, does) : null,
    ...media(message),
    words ? el("div", { class: "words" }, ...marked(words, entities, does)) : null,
    reactions(message),
    el("footer", {}, message.edit_date ? "已编辑 " : "", clock(message.date)),
    tools,
  );
}

function replied(message, does) {
  const target = message.reply_to_message;
  const words = message.quote?.text ?? summary(target);
  const open = () => does.find(target.message_id);
  return el("button", { type: "button", class: "replied", onclick: open },
    el("b", {}, nameOf(target.from ?? { first_name: target.sender_chat?.title ?? "" })), el("span", {}, words));
}

function media(message) {
  const photo = message.photo?.at(-1);
  if (photo) return [el("img", { class: "photo", src: fileUrl(photo.file_id), alt: "照片" })];
  const file = message.document;
  if (!file) return [];
  const name = file.file_name ?? "文件";
  return [el("a", { class: "file", href: fileUrl(file.file_id), download: name, "aria-label": `下载 ${name}` },
    icon("file"), el("span", {}, el("b", {}, name), el("small", {}, size(file.file_size ?? 0))))];
}

function reactions(message) {
  const given = message.reactions ?? [];
  return given.length ? el("p", { class: "reactions" }, ...given.map((one) => el("span", {}, one.emoji ?? "★"))) : null;
}

function keyboard(message, does) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el("div", { class: "keyboard" }, ...rows.map((row) => el("div", {}, ...row.map((button) =>
    el("button", { type: "button", onclick: (event) => does.press(message, button, event.currentTarget) },
      el("span", {}, button.text), button.url ? icon("out") : null)))));
}

/** A message in one line, for lists and replies. */
export function summary(message) {
  const words = message.text ?? message.caption ?? service(message);
  const file = message.document ? `文件 ${message.document.file_name ?? ""}` : message.photo ? "照片" : "";
  return [file, words].filter(Boolean).join("：").replace(/\s+/g, " ");
}

function service(message) {
  const who = message.from ? nameOf(message.from) : "";
  if (message.new_chat_members) return `${who} 请 ${message.new_chat_members.map(nameOf).join("、")} 进来了`;
  if (message.left_chat_member) return `${nameOf(message.left_chat_member)} 离开了`;
  if (message.forum_topic_created) return `${who} 开了话题“${message.forum_topic_created.name}”`;
  if (message.forum_topic_closed) return `${who} 关闭了话题`;
  if (message.forum_topic_reopened) return `${who} 重新打开了话题`;
  if (message.pinned_message) return `${who} 置顶了一条消息`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "这个群升级成了超级群";
  return "";
}

export const clock = (date) =>
  new Date(date * 1000).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });

const size = (bytes) => (bytes < 1024 ? `${bytes} 字节` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
