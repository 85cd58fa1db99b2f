// Start: learn the world, open a chat, and follow what happens. The address names the speaker and the open chat.

import * as api from "./api.js";
import * as composer from "./composer.js";
import * as log from "./log.js";
import { actions, answered } from "./actions.js";
import { $, BOT_TONE, el, face, nameOf } from "./dom.js";
import { drawChats, titleOf, topicName } from "./sidebar.js";
import { entry, isPrivate, loadChats, loadMessages, placeOf, state, topicOf } from "./state.js";

const TYPING_MS = 5500;
const does = actions(openPrivate);
let typing = 0;

async function start() {
  const world = await api.world();
  Object.assign(state, { bot: world.bot, people: world.people });
  const asked = Number(new URLSearchParams(location.search).get("as"));
  state.me = (world.people.find((person) => person.id === asked) ?? world.people[0])?.id;
  await loadChats();
  const [key, topic] = decodeURIComponent(location.hash.slice(1)).split(":");
  await open(entry(key) ? key : state.chats[0].key, Number(topic) || null, { isStart: true });
  api.listen(world.last_event, told, lives);
}

/** Open a chat or topic, and remember it in the address. */
async function open(key, topic = null, { isStart = false } = {}) {
  const chat = entry(key);
  topic = chat.chat.is_forum ? (topic ?? chat.topics[0].id) : null;
  Object.assign(state, { key, topic });
  state.unread.delete(placeOf(key, topic));
  history.replaceState(null, "", `?as=${state.me}#${placeOf(key, topic)}`);
  composer.cancel();
  document.body.dataset.pane = "chat";
  await Promise.all([loadMessages(), composer.loadCommands()]);
  drawHead();
  log.drawAll(does);
  drawChats(open);
  if (!isStart || matchMedia("(hover: hover)").matches) $("text").focus();
}

async function openPrivate() {
  await loadChats();
  await open(state.chats.find((chat) => chat.chat.type === "private").key);
}

function drawHead() {
  const chat = entry();
  const topic = chat.topics.find((one) => one.id === state.topic);
  const name = topic ? topicName(topic) : titleOf(chat);
  $("title").textContent = name;
  $("face").replaceWith(Object.assign(face(topic ? "#" : name, isPrivate() ? BOT_TONE : chat.chat.id), { id: "face" }));
  $("speaker").replaceChildren(...speakers(chat).map((person) =>
    el("option", { value: person.id, selected: person.id === state.me }, nameOf(person))));
  $("text").placeholder = isPrivate() ? "写下您的问题" : `以“${nameOf(state.people.find((p) => p.id === state.me))}”的身份说话`;
  subtitle();
}

function speakers(chat) {
  const inside = new Set(chat.members.map((member) => member.user.id));
  return chat.chat.type === "private" ? state.people : state.people.filter((person) => inside.has(person.id));
}

function subtitle(text = "") {
  const chat = entry();
  const members = chat.members.filter((m) => !["left", "kicked"].includes(m.status)).length;
  $("subtitle").textContent = text || (isPrivate() ? "机器人" : state.topic ? `${titleOf(chat)} · ${members} 位成员` : `${members} 位成员`);
  $("subtitle").classList.toggle("typing", Boolean(text));
}

/** Take in one event; what is not of the open chat only shows in the list. */
function told(kind, key, content) {
  if (kind === "callback_answer") return answered(content);
  if (kind === "commands") return composer.loadCommands();
  if (kind === "chat" || kind === "member") return refresh();
  const isHere = key === state.key && (!content.chat || topicOf(content) === state.topic);
  if (kind === "message") noteNews(key, content, isHere);
  if (!isHere) return null;
  const changes = { message: keep, edited: keep, deleted: forget, reaction: reacted, chat_action: typed };
  return changes[kind]?.(content);
}

function keep(message) {
  state.messages.set(message.message_id, message);
  log.drawOne(message, does);
  if (message.from?.is_bot) subtitle();
}

function forget({ message_id }) {
  state.messages.delete(message_id);
  log.erase(message_id, does);
}

function reacted({ message_id, reaction }) {
  const message = state.messages.get(message_id);
  if (message) keep({ ...message, reactions: reaction });
}

function typed({ message_thread_id }) {
  if (state.topic && (message_thread_id ?? 1) !== state.topic) return;
  subtitle("正在输入……");
  clearTimeout(typing);
  typing = setTimeout(subtitle, TYPING_MS);
}

function noteNews(key, message, isHere) {
  const chat = entry(key);
  if (!chat) return refresh();
  chat.last_message = message;
  const place = placeOf(key, topicOf(message));
  if (!isHere && message.from?.id !== state.me) state.unread.set(place, (state.unread.get(place) ?? 0) + 1);
  return drawChats(open);
}

async function refresh() {
  await loadChats();
  if (!entry()) return openPrivate();
  drawHead();
  return drawChats(open);
}

/** Say when the line is broken; once it is back, a sandbox that was started anew needs a page that is new too. */
async function lives(isUp) {
  const wasDown = !$("offline").hidden;
  $("offline").hidden = isUp;
  document.body.dataset.live = isUp;
  if (!isUp || !wasDown) return;
  const world = await api.world();
  if (!world.people.some((person) => person.id === state.me)) location.reload();
}

async function speakAs(id) {
  const wasPrivate = isPrivate();
  const { key, topic } = state;
  state.me = id;
  await loadChats();
  await (wasPrivate || !entry(key) ? openPrivate() : open(key, topic));
}

$("speaker").addEventListener("change", () => speakAs(Number($("speaker").value)));
$("back").addEventListener("click", () => {
  document.body.dataset.pane = "list";
  $("chats").querySelector("[aria-current]")?.focus();
});
$("quote-entry").addEventListener("click", () => {
  document.body.dataset.pane = "chat";
  composer.askInline();
});
start();
