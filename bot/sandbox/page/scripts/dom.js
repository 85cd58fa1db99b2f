// Elements without innerHTML: what people and bots write only ever becomes text nodes.

export const $ = (id) => document.getElementById(id);

/** An element; `on…` are listeners, other names are attributes, null and false leave one out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false && value !== undefined)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** One of the symbols of index.html. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A round picture with the first character of a name, in a colour that stays with the id. */
export function face(name, id) {
  return el("span", { class: `face ${tone(id)}`, "aria-hidden": "true" }, [...name][0] ?? "?");
}

export const BOT_TONE = 3;
export const tone = (id) => `tone-${Math.abs(Number(id) % 7)}`;
export const nameOf = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

/** Show a short line over the chat for a while. */
export function toast(text) {
  const shown = $("toast");
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (shown.hidden = true), 4000);
}

/** Show a text that waits until it is dismissed. */
export function alertText(text) {
  $("alert").querySelector("p").textContent = text;
  $("alert").showModal();
}
