// `@bot words` in any chat asks the bot what it offers, and sends what is chosen in the speaker's name.

import * as api from "./api.js";
import * as popup from "./popup.js";
import { toast } from "./dom.js";
import { destination, state } from "./state.js";

const PAUSE_MS = 300;
const PATIENCE_MS = 4000;
const LABEL = "内联查询的结果";

let timer = 0;
let waiting = null; // aborts the query that is under way
let isWanted = false; // a person asked for inline mode, rather than just naming the bot
let isDeaf = false; // the bot did not answer such a query, so naming it asks no more

export const prefix = () => `@${state.bot.username} `;
export const want = () => (isWanted = true);

/** Follow what is typed; says whether it is an inline query. */
export function follow(text, sent) {
  clearTimeout(timer);
  waiting?.abort();
  if (!text.startsWith(prefix())) {
    isWanted = false;
    return false;
  }
  if (!isWanted && isDeaf) return false;
  if (isWanted) popup.show([], { note: "正在问……", label: LABEL });
  timer = setTimeout(() => query(text.slice(prefix().length), sent), PAUSE_MS);
  return true;
}

export function stop() {
  clearTimeout(timer);
  waiting?.abort();
  isWanted = false;
}

async function query(words, sent) {
  const patience = (waiting = new AbortController());
  const limit = setTimeout(() => patience.abort("late"), PATIENCE_MS);
  try {
    const answer = await api.inline({ as: state.me, key: state.key, text: words }, patience.signal);
    if (!patience.signal.aborted) offer(answer, words, sent);
  } catch {
    const isLate = !patience.signal.aborted || patience.signal.reason === "late";
    if (isLate) refuse("这个机器人还不回答内联查询。按回车可以直接发出去问它。");
  } finally {
    clearTimeout(limit);
  }
}

function refuse(note) {
  isDeaf = true;
  if (isWanted) popup.show([], { note, label: LABEL });
}

function offer(answer, words, sent) {
  const rows = answer.results.map((result) => ({
    title: result.title ?? result.caption ?? "（无题）",
    detail: result.description ?? result.message?.text ?? "",
    take: () => take(answer.query_id, result.id, sent),
  }));
  isDeaf = false;
  if (rows.length) popup.show(rows, { label: LABEL });
  else if (isWanted) popup.show([], { note: words ? "没有找到可以引用的内容，换个词试试。" : "接着写要找的词。", label: LABEL });
  else popup.close();
}

async function take(queryId, resultId, sent) {
  stop();
  try {
    await api.choose({ ...destination(), key: state.key, query_id: queryId, result_id: resultId });
    sent();
  } catch (error) {
    toast(error.message);
  }
}
