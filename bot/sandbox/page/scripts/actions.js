// What a tap does: buttons under messages, links, commands in the text, and the small menu of a message.

import * as api from "./api.js";
import * as composer from "./composer.js";
import { $, alertText, el, toast } from "./dom.js";
import { flash } from "./log.js";
import { state } from "./state.js";

const WAIT_MS = 15000;
const pressed = new Map(); // callback_query_id -> the button that waits for its answer
const early = new Set(); // ids answered before the page learned that they were asked

/** The actions, given `openPrivate()`, which shows the private chat. */
export function actions(openPrivate) {
  const does = {
    send: composer.send,
    command: (words) => composer.send(words),
    code: (words) => composer.put(words),
    reply: composer.reply,
    find: flash,
    link: (url) => deepLink(url, openPrivate),
    press: (message, button, element) => press(message, button, element, does),
    tools: showTools,
  };
  return does;
}

/** Follow a link to the bot in the private chat; says whether it was one. */
function deepLink(url, openPrivate) {
  const parts = URL.canParse(url) ? new URL(url) : null;
  const isOurs = parts?.hostname === "t.me" && parts.pathname.slice(1).toLowerCase() === state.bot.username.toLowerCase();
  if (!isOurs) return false;
  const payload = parts.searchParams.get("start");
  openPrivate().then(() => (payload === null ? null : composer.send(`/start ${payload}`.trim())));
  return true;
}

async function press(message, button, element, does) {
  if (button.url) {
    if (!does.link(button.url)) window.open(button.url, "_blank", "noopener");
    return;
  }
  element.setAttribute("aria-busy", "true");
  setTimeout(() => element.removeAttribute("aria-busy"), WAIT_MS);
  try {
    const asked = await api.press(state.key, { as: state.me, message_id: message.message_id, data: button.callback_data ?? button.text });
    if (early.delete(asked.callback_query_id)) element.removeAttribute("aria-busy");
    else pressed.set(asked.callback_query_id, element);
  } catch (error) {
    element.removeAttribute("aria-busy");
    toast(error.message);
  }
}

/** Show what the bot answered to a press of ours. */
export function answered(content) {
  if (content.as !== state.me) return;
  const element = pressed.get(content.callback_query_id);
  if (element) element.removeAttribute("aria-busy");
  else early.add(content.callback_query_id);
  pressed.delete(content.callback_query_id);
  if (content.text) (content.show_alert ? alertText : toast)(content.text);
  if (content.url) window.open(content.url, "_blank", "noopener");
}

function showTools(message, isMine, button) {
  const menu = $("actions");
  const rows = [
    ["回复", () => composer.reply(message)],
    ["点赞", () => api.react(state.key, { as: state.me, message_id: message.message_id, emoji: ["👍"] })],
    ...(isMine && message.text !== undefined && !message.via_bot ? [["编辑", () => composer.edit(message)]] : []),
    ["删除", () => api.remove(state.key, { as: state.me, message_id: message.message_id })],
  ];
  menu.replaceChildren(...rows.map(([label, run]) => el("button", { type: "button", role: "menuitem", onclick: () => close(run) }, label)));
  menu.hidden = false;
  const at = button.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8)}px`;
  menu.returnTo = button;
  menu.firstChild.focus();
}

async function close(run) {
  const menu = $("actions");
  if (menu.hidden) return;
  menu.hidden = true;
  try {
    if (run) await run();
    else menu.returnTo?.focus();
  } catch (error) {
    toast(error.message);
  }
}

$("actions").addEventListener("keydown", (event) => {
  const rows = [...$("actions").children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) rows.at((rows.indexOf(document.activeElement) + step) % rows.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
});
document.addEventListener("pointerdown", (event) => {
  const isTool = event.target.closest?.("#actions, .tools");
  if (!isTool) $("actions").hidden = true;
});
