// The messages of the open chat: drawn, added, replaced, removed, and kept in sight.

import { $, el } from "./dom.js";
import { item } from "./message.js";
import { isPrivate, state } from "./state.js";

const EXAMPLES = ["防汛值班电话是多少？", "长者食堂什么时候开张？", "秋季新增了多少公办学位？"];
const NEAR_PX = 120;

const isAtBottom = () => $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < NEAR_PX;

export function toBottom() {
  $("log").scrollTop = $("log").scrollHeight;
  $("to-bottom").hidden = true;
}

/** Draw all messages anew, the newest in sight. */
export function drawAll(does) {
  $("messages").replaceChildren(...[...state.messages.values()].map((message) => item(message, state.me, does)));
  drawHints(does);
  toBottom();
}

/** Draw one message: in its place when it is there already, else as the newest. */
export function drawOne(message, does) {
  const wasAtBottom = isAtBottom();
  const fresh = item(message, state.me, does);
  const old = find(message.message_id);
  if (old) old.replaceWith(fresh);
  else $("messages").append(fresh);
  drawHints(does);
  if (old && !wasAtBottom) return;
  if (wasAtBottom || message.from?.id === state.me) follow(fresh);
  else $("to-bottom").hidden = false;
}

/** Go to the end, but not past the beginning of a message that is longer than the window. */
function follow(newest) {
  toBottom();
  const hidden = $("log").getBoundingClientRect().top - newest.getBoundingClientRect().top;
  if (hidden > 0) $("log").scrollTop -= hidden + 8;
  $("to-bottom").hidden = isAtBottom();
}

export function erase(id, does) {
  find(id)?.remove();
  drawHints(does);
}

export const find = (id) => $("messages").querySelector(`[data-id="${id}"]`);

/** Bring a message into sight and let it flash once. */
export function flash(id) {
  const target = find(id);
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
  target?.classList.remove("flash");
  requestAnimationFrame(() => target?.classList.add("flash"));
}

/** What one could do here, as long as nobody has said anything. */
function drawHints(does) {
  const isQuiet = ![...state.messages.values()].some((m) => m.text !== undefined || m.document || m.photo);
  $("hints").hidden = !isQuiet;
  if (!isQuiet) return;
  const examples = isPrivate() ? ["/start", ...EXAMPLES] : groupExamples();
  const words = isPrivate() ? "问一句试试，它只用报上的原话回答：" : "大家说话它不出声，叫它名字或者用命令才回答：";
  $("hints").replaceChildren(
    el("p", {}, words),
    ...examples.map((text) => el("button", { type: "button", onclick: () => does.send(text) }, text === "/start" ? "开始" : text)),
  );
}

const groupExamples = () => [`@${state.bot.username} ${EXAMPLES[0]}`, `/search@${state.bot.username} 防汛`, "今天天气真好"];

$("log").addEventListener("scroll", () => isAtBottom() && ($("to-bottom").hidden = true));
$("to-bottom").addEventListener("click", toBottom);
