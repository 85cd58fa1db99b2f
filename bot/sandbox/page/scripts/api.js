// The control routes of the sandbox; bot/sandbox/control.py tells what each takes and gives.

async function ask(path, options = {}) {
  const reply = await fetch(`/sandbox/${path}`, options);
  const content = await reply.json().catch(() => ({}));
  if (!reply.ok) throw Object.assign(new Error(content.error ?? reply.statusText), { status: reply.status });
  return content;
}

function post(path, body, signal) {
  const headers = { "content-type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

const at = (key) => `chats/${encodeURIComponent(key)}`;

export const world = () => ask("world");
export const chats = (as) => ask(`chats?as=${as}`);
export const messages = (key, topic) => ask(`${at(key)}/messages?topic=${topic ?? ""}`);
export const commands = (key, as) => ask(`${at(key)}/commands?as=${as}`);
export const say = (key, body) => post(`${at(key)}/say`, body);
export const edit = (key, body) => post(`${at(key)}/edit`, body);
export const remove = (key, body) => post(`${at(key)}/delete`, body);
export const react = (key, body) => post(`${at(key)}/react`, body);
export const press = (key, body) => post(`${at(key)}/press`, body);
export const inline = (body, signal) => post("inline", body, signal);
export const choose = (body) => post("inline/choose", body);
export const fileUrl = (id) => `/sandbox/files/${encodeURIComponent(id)}`;

export function upload(key, fields, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  form.append("file", file);
  return ask(`${at(key)}/upload`, { method: "POST", body: form });
}

/** Listen to what happens after event `after`; `told(kind, key, content)` gets each, `lives(isUp)` the line's state. */
export function listen(after, told, lives) {
  const kinds = ["message", "edited", "deleted", "callback_answer", "chat_action", "reaction", "commands", "member", "chat"];
  const source = new EventSource(`/sandbox/events?after=${after}`);
  for (const kind of kinds)
    source.addEventListener(kind, (event) => {
      const { key, content } = JSON.parse(event.data);
      told(kind, key, content);
    });
  source.onopen = () => lives(true);
  source.onerror = () => lives(false);
}
