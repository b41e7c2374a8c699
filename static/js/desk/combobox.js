/* A text field with a list of what it finds, in the manner of the ARIA combobox: arrows choose, Enter takes,
   Escape closes. */
import { element } from "desk/page";

const PAUSE = 150;
let number = 0;

/* Make an input a combobox and return its list.

   find(term)     resolves to [{id, text}]
   take(choice)   is called with what was chosen
   other(term)    is called with what was typed, for Enter where nothing in the list is chosen
   first          whether the first of the list is chosen from the start */
export function combobox(input, { find, take, other = () => {}, first = true, label }) {
  const list = element("ul", { className: "found", hidden: true, id: `found-${++number}` });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  input.autocomplete = "off";
  let choices = [];
  let chosen = -1;
  let timer = 0;
  let asked = 0;

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const mine = ++asked;
    const found = await find(input.value.trim());
    if (mine !== asked || document.activeElement !== input) return;
    choices = found;
    list.replaceChildren(...choices.map(option));
    list.hidden = !choices.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(first && choices.length ? 0 : -1);
  }

  function option({ text }, place) {
    const item = element("li", { textContent: text, id: `${list.id}-${place}` });
    item.setAttribute("role", "option");
    return item;
  }

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const item = list.children[place];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function takeAt(place) {
    const choice = choices[place];
    input.value = "";
    close();
    take(choice);
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  input.addEventListener("input", (event) => {
    // What is being looked for is no change of the report.
    event.stopPropagation();
    askSoon();
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("click", askSoon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" && !isOpen) ask();
    else if (event.key === "ArrowDown") choose((chosen + 1) % choices.length);
    else if (event.key === "ArrowUp" && isOpen) choose((chosen <= 0 ? choices.length : chosen) - 1);
    else if (event.key === "Enter" && isOpen && chosen >= 0) takeAt(chosen);
    else if (event.key === "Enter") other(input.value.trim());
    else if (event.key === "Escape" && isOpen) close();
    else return;
    event.preventDefault();
  });
  // The list must not take the focus before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) takeAt([...list.children].indexOf(item));
  });
  return list;
}
