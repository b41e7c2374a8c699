/* The search box offers what the record knows while a reader types: an ARIA combobox with a list.
   Arrows choose, Enter goes there, Escape closes. Without this script it is a plain form. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const PAUSE = 150;
  let chosen = -1;
  let waiting = 0;
  let asked = null;

  list.id = "suggested";
  list.className = "suggested";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  status.className = "unseen";
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  form.append(list, status);

  function close() {
    asked?.abort();
    clearTimeout(waiting);
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function option(suggestion, number) {
    const item = document.createElement("li");
    const detail = document.createElement("span");
    item.id = `suggested-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = suggestion.url;
    detail.className = "meta";
    detail.textContent = suggestion.detail;
    item.append(suggestion.name, " ", detail);
    return item;
  }

  async function ask() {
    const words = input.value.trim();
    if (!words) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      const address = new URL(form.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal: asked.signal });
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map(option));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = `${suggestions.length} ${form.dataset.counted}`;
    } catch (error) {
      // Suggestions are a help: where they cannot be had, the form still works.
      close();
    }
  }

  function choose(number) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = (number + list.children.length) % list.children.length;
    const item = list.children[chosen];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // The list must not take the focus before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.url);
  });
})();
