// What the page knows: the world, who is speaking, and which chat or topic is open.

import * as api from "./api.js";

export const GENERAL = 1;

export const state = {
  bot: null, // the bot's User
  people: [], // Users
  me: 0, // id of the person who speaks
  chats: [], // entries of /sandbox/chats for that person
  key: "", // the open chat
  topic: null, // the open topic; null outside forums
  messages: new Map(), // message_id -> Message of the open chat or topic
  unread: new Map(), // place -> number of messages nobody has looked at
};

export const entry = (key = state.key) => state.chats.find((chat) => chat.key === key);
export const isPrivate = () => entry()?.chat.type === "private";
export const placeOf = (key, topic) => (topic ? `${key}:${topic}` : key);

/** The topic a message belongs to; null outside forums. */
export const topicOf = (message) => (message.chat.is_forum ? (message.message_thread_id ?? GENERAL) : null);

/** Where a new message goes: the general topic is named by leaving the topic out. */
export const destination = () => ({ as: state.me, topic: state.topic === GENERAL ? null : state.topic });

export async function loadChats() {
  const rank = (chat) => ["private", "group", "supergroup", "channel"].indexOf(chat.chat.type) + (chat.chat.is_forum ? 0.5 : 0);
  state.chats = (await api.chats(state.me)).sort((a, b) => rank(a) - rank(b));
}

export async function loadMessages() {
  const { key, topic } = state;
  const found = await api.messages(key, topic);
  // Another chat may have been opened meanwhile.
  if (key !== state.key || topic !== state.topic) return;
  state.messages = new Map(found.map((message) => [message.message_id, message]));
}
