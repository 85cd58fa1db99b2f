// Text and entities -> nodes. Offsets count UTF-16 units, which are JavaScript's own, so slices need no counting.

import { el } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/** The nodes of a text. `does` says what a tapped command, piece of code or link does. */
export function marked(text, entities, does) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, does);
}

function nodes(text, start, end, entities, does) {
  const made = [];
  let at = start, afterBlock = false;
  const plain = (to) => {
    // A block ends its line by itself; the line break that the text has there would show as an empty line.
    const from = afterBlock && text[at] === "\n" ? at + 1 : at;
    if (from < to) made.push(text.slice(from, to));
  };
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i], stop = entity.offset + entity.length;
    if (entity.offset < at) continue;
    plain(entity.offset);
    const within = entities.slice(i + 1).filter((e) => e.offset >= entity.offset && e.offset + e.length <= stop);
    made.push(element(entity, text.slice(entity.offset, stop), nodes(text, entity.offset, stop, within, does), does));
    at = stop;
    afterBlock = BLOCKS.has(entity.type);
  }
  plain(end);
  return made;
}

function element(entity, words, children, does) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, does);
    case "url":
      return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, children, does);
    case "email":
      return link(`mailto:${words}`, children, does);
    case "bot_command":
      return el("button", { type: "button", class: "inline", onclick: () => does.command(words) }, ...children);
    case "code":
      return el("button", { type: "button", class: "code", title: "放进输入框", onclick: () => does.code(words) }, ...children);
    case "spoiler":
      return el("span", { class: "spoiler", tabindex: 0, onclick: (e) => e.currentTarget.classList.add("seen") }, ...children);
    default:
      return TAGS[entity.type] ? el(TAGS[entity.type], {}, ...children) : el("span", { class: entity.type }, ...children);
  }
}

/** A link, when its address is of a harmless kind; its words alone otherwise. */
function link(url, children, does) {
  if (!/^(https?|mailto|tel|tg):/i.test(url)) return el("span", {}, ...children);
  const open = (event) => does.link(url) && event.preventDefault();
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: open }, ...children);
}
