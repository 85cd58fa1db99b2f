// The text box: write, reply, edit, attach, choose a command. Enter sends, Shift+Enter breaks the line, Esc takes back.

import * as api from "./api.js";
import * as inline from "./inline.js";
import * as popup from "./popup.js";
import { $, nameOf, toast } from "./dom.js";
import { summary } from "./message.js";
import { destination, isPrivate, state } from "./state.js";

const box = $("text");
let replying = null; // the message that is replied to
let editing = null; // the own message that is being changed
let commands = [];

export async function loadCommands() {
  commands = await api.commands(state.key, state.me);
}

export function reply(message) {
  editing = null;
  replying = message;
  context(`回复 ${nameOf(message.from ?? { first_name: message.sender_chat?.title ?? "" })}`, summary(message));
}

export function edit(message) {
  replying = null;
  editing = message;
  put(message.text ?? message.caption ?? "");
  context("编辑消息", summary(message));
}

/** Forget reply and edit, and empty the box after an edit. */
export function cancel() {
  if (editing) put("");
  replying = editing = null;
  $("context").hidden = true;
}

/** Put words into the box, ready to be sent. */
export function put(words) {
  box.value = words;
  grow();
  box.focus();
}

/** Send a text as it stands, with whatever is replied to. */
export async function send(text) {
  const reply_to = replying?.message_id;
  await tell(() => api.say(state.key, { ...destination(), text, reply_to }));
}

export function askInline() {
  inline.want();
  put(inline.prefix());
  follow();
}

async function submit() {
  const text = box.value.trim();
  if (!text) return;
  inline.stop();
  popup.close();
  const changed = editing;
  if (changed) await tell(() => api.edit(state.key, { as: state.me, message_id: changed.message_id, text }));
  else await send(text);
}

async function attach(file) {
  const place = { ...destination(), reply_to: replying?.message_id, caption: box.value.trim() };
  await tell(() => api.upload(state.key, place, file));
}

/** Do what sends; the box is emptied only when it went well. */
async function tell(sending) {
  try {
    await sending();
    put("");
    cancel();
  } catch (error) {
    toast(error.message);
  }
}

function context(title, words) {
  $("context").querySelector("p").replaceChildren(Object.assign(document.createElement("b"), { textContent: title }), words);
  $("context").hidden = false;
  box.focus();
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
}

/** Follow what is typed: commands after a slash, offers after the bot's name. */
function follow() {
  grow();
  if (inline.follow(box.value, () => put(""))) return;
  const typed = /^\/([a-z0-9_]*)$/i.exec(box.value);
  if (typed) showCommands(typed[1].toLowerCase());
  else popup.close();
}

function showCommands(start) {
  const fitting = commands.filter((command) => command.command.startsWith(start));
  popup.show(fitting.map((one) => ({ title: `/${one.command}`, detail: one.description, take: () => takeCommand(one) })),
    { label: "命令", first: true, note: commands.length ? "" : "这个机器人还没有命令。" });
}

function takeCommand({ command, description }) {
  const full = isPrivate() ? `/${command}` : `/${command}@${state.bot.username}`;
  // An example in the description tells that something has to follow.
  if (description.includes(`/${command} `)) put(`${full} `);
  else send(full);
}

function lastOwn() {
  return [...state.messages.values()].findLast((m) => m.from?.id === state.me && m.text !== undefined && !m.via_bot);
}

function onKey(event) {
  // Enter that ends a word of an input method is not meant for us.
  if (event.isComposing || event.keyCode === 229 || popup.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape") {
    cancel();
  } else if (event.key === "ArrowUp" && !box.value && lastOwn()) {
    event.preventDefault();
    edit(lastOwn());
  }
}

box.addEventListener("input", follow);
box.addEventListener("keydown", onKey);
box.addEventListener("blur", () => setTimeout(() => $("composer").contains(document.activeElement) || popup.close(), 150));
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
$("context").querySelector("button").addEventListener("click", cancel);
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => {
  if ($("file").files.length) attach($("file").files[0]);
  $("file").value = "";
});
$("menu").addEventListener("click", () => {
  const wasOpen = popup.isOpen();
  put(wasOpen ? "" : "/");
  follow();
});
$("mention").addEventListener("click", askInline);
