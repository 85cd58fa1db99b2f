// The list of chats, with the topics of a forum below it. Arrow keys move, Enter opens.

import { $, BOT_TONE, el, face, nameOf } from "./dom.js";
import { clock, summary } from "./message.js";
import { GENERAL, placeOf, state } from "./state.js";

export const topicName = (topic) => (topic.id === GENERAL ? "综合" : topic.name);

/** Draw the list; `open(key, topic)` is called when a person chooses. */
export function drawChats(open) {
  const focused = document.activeElement?.dataset?.place;
  $("chats").replaceChildren(...state.chats.flatMap((chat) => rows(chat, open)));
  if (focused) $("chats").querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
}

export const titleOf = (chat) => (chat.chat.type === "private" ? nameOf(state.bot) : chat.chat.title);

function rows(chat, open) {
  if (!chat.chat.is_forum) return [row(chat, null, open)];
  const head = el("h3", { class: "forum" }, face(titleOf(chat), chat.chat.id), titleOf(chat));
  return [head, ...chat.topics.map((topic) => row(chat, topic, open))];
}

function row(chat, topic, open) {
  const place = placeOf(chat.key, topic?.id);
  const isOpen = place === placeOf(state.key, state.topic);
  const unread = isOpen ? 0 : state.unread.get(place);
  const last = topic ? null : chat.last_message;
  return el("button", {
    type: "button", class: topic ? "chat topic" : "chat", "data-place": place,
    "aria-current": isOpen ? "true" : null, onclick: () => open(chat.key, topic?.id ?? null),
  },
    topic ? el("span", { class: "hash", "aria-hidden": "true" }, "#") : face(titleOf(chat), chat.chat.type === "private" ? BOT_TONE : chat.chat.id),
    el("span", { class: "name" }, topic ? topicName(topic) : titleOf(chat)),
    last ? el("time", {}, clock(last.date)) : null,
    last ? el("span", { class: "last" }, summary(last)) : topic ? null : el("span", { class: "last" }, "还没有消息"),
    unread ? el("span", { class: "unread", "aria-label": `${unread} 条新消息` }, String(unread)) : null,
  );
}

$("chats").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...$("chats").querySelectorAll("button")];
  const next = all[all.indexOf(document.activeElement) + step];
  next?.focus();
  event.preventDefault();
});
