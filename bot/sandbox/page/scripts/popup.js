// The list above the text box: commands, or what the bot offers inline. Arrow keys move, Enter takes, Esc closes.

import { $, el } from "./dom.js";

let options = []; // what each row does, in order
let marked = -1;

/** Show rows of {title, detail, take}; `first` marks the first one. `note` stands in their place when there are none. */
export function show(rows, { note = "", label = "", first = false } = {}) {
  options = rows.map((row) => row.take);
  const popup = $("popup");
  popup.setAttribute("aria-label", label);
  popup.replaceChildren(
    ...(note ? [el("p", { class: "note", role: "status" }, note)] : []),
    ...rows.map((row, at) => el("div", { role: "option", id: `option-${at}`, onmousedown: (e) => e.preventDefault(), onclick: () => take(at) },
      el("b", {}, row.title), row.detail ? el("span", {}, row.detail) : null)),
  );
  popup.hidden = !rows.length && !note;
  mark(first && rows.length ? 0 : -1);
}

export const close = () => show([]);
export const isOpen = () => !$("popup").hidden;

/** Handle a key that is meant for the list; says whether it was. */
export function key(event) {
  if (!isOpen()) return false;
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown" && options.length) mark((marked + 1) % options.length);
  else if (event.key === "ArrowUp" && options.length) mark((marked <= 0 ? options.length : marked) - 1);
  else if ((event.key === "Enter" || event.key === "Tab") && marked >= 0) take(marked);
  else return false;
  event.preventDefault();
  return true;
}

function take(at) {
  const chosen = options[at];
  close();
  chosen();
}

function mark(at) {
  marked = at;
  [...$("popup").querySelectorAll("[role=option]")].forEach((row, i) => {
    row.setAttribute("aria-selected", String(i === at));
    if (i === at) row.scrollIntoView({ block: "nearest" });
  });
  if (at >= 0) $("text").setAttribute("aria-activedescendant", `option-${at}`);
  else $("text").removeAttribute("aria-activedescendant");
}
