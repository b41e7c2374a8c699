/* The writing desk's quicker ways. Everything here also works by plain buttons and a save.

   - reads the text anew a moment after it changed, and shows what the desk proposes
   - accepts and refuses proposals without a round trip; Alt+A accepts all, Ctrl+S saves
   - warns before a page with unsaved changes is left */
const form = document.getElementById("desk");

if (form) {
  const PAUSE = 700;
  const reading = document.getElementById("reading");
  const refusals = document.getElementById("refusals");
  const said = document.getElementById("said");
  const safe = document.getElementById("safe");
  const SELECTS = { country: "id_countries", negotiator: "id_negotiators", issue: "id_issues", meeting: "id_meeting" };
  const body = document.getElementById("id_body");
  let changed = false;
  let leaving = false;
  let timer = null;
  let lastRead = body.value;

  const textbox = () => form.querySelector(".field-body [contenteditable]");

  function nameTheEditor() {
    const box = textbox();
    if (box && !box.hasAttribute("aria-label")) {
      box.setAttribute("aria-label", form.querySelector(".field-body > label").textContent);
    }
  }

  function markChanged() {
    if (!changed) {
      changed = true;
      safe.textContent = gettext("Not saved yet");
    }
  }

  async function read() {
    const sent = body.value;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.set("headline", document.getElementById("id_headline").value);
    data.set("body", sent);
    if (form.dataset.article) data.set("article", form.dataset.article);
    for (const each of refusals.querySelectorAll("input")) data.append("refused", each.value);
    const chosen = chosenNames();
    let answer;
    try {
      answer = await fetch(form.dataset.read, { method: "POST", body: data });
    } catch {
      return; // No net: the panel stays as it is, and the next change tries again.
    }
    if (answer.ok && sent === body.value) {
      reading.innerHTML = await answer.text();
      dropChosen(chosen);
      const count = reading.querySelector("[data-count]");
      said.textContent = count.firstChild.textContent.trim();
    }
  }

  function chosenNames() {
    const chosen = {};
    for (const [kind, id] of Object.entries(SELECTS)) {
      chosen[kind] = new Set([...document.getElementById(id).selectedOptions].map((option) => option.value));
    }
    return chosen;
  }

  function dropChosen(chosen) {
    for (const button of reading.querySelectorAll("[data-accept]")) {
      if (chosen[button.dataset.kind].has(button.dataset.pk)) button.closest("li").remove();
    }
    tidy();
  }

  function tidy() {
    for (const list of reading.querySelectorAll("ul.pick")) {
      if (!list.children.length) {
        list.previousElementSibling.remove();
        list.remove();
      }
    }
  }

  function readSoon() {
    markChanged();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (body.value !== lastRead) {
        lastRead = body.value;
        read();
      }
    }, PAUSE);
  }

  function accept(button) {
    const { kind, pk, name } = button.dataset;
    const select = document.getElementById(SELECTS[kind]);
    if (![...select.options].some((option) => option.value === pk)) select.append(new Option(name, pk));
    for (const option of select.options) if (option.value === pk) option.selected = true;
    window.django.jQuery(select).trigger("change");
    const next = button.closest("li").nextElementSibling?.querySelector("[data-accept]");
    button.closest("li").remove();
    tidy();
    (next || reading.querySelector("[data-accept]") || select.closest(".field").querySelector("input, .select2-selection"))?.focus();
    said.textContent = name;
    markChanged();
  }

  function refuse(button) {
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "refused";
    hidden.value = button.value;
    refusals.append(hidden);
    button.closest("li").remove();
    tidy();
    markChanged();
  }

  /* Show in the text the words that speak for the proposal under the pointer or the focus. The highlight lies over
     the text without touching it, so that the editor never sees it. */
  function showWhy(event) {
    if (!window.Highlight) return;
    const item = event.target.closest("li");
    const ranges = [];
    for (const words of item?.querySelectorAll("[data-words]") || []) ranges.push(...rangesOf(words.textContent));
    CSS.highlights.set("why", new Highlight(...ranges));
  }

  function rangesOf(words) {
    const ranges = [];
    const walker = document.createTreeWalker(textbox(), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + words.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        ranges.push(range);
      }
    }
    return ranges;
  }

  reading.addEventListener("pointerover", showWhy);
  reading.addEventListener("focusin", showWhy);
  reading.addEventListener("pointerleave", () => window.Highlight && CSS.highlights.delete("why"));

  reading.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-accept]")) {
      event.preventDefault();
      accept(button);
    } else if (button.matches("[data-refuse]")) {
      event.preventDefault();
      refuse(button);
    }
  });

  form.addEventListener("input", readSoon);
  form.addEventListener("change", markChanged);
  window.django.jQuery(form).on("change", "select", markChanged);
  new MutationObserver(() => {
    nameTheEditor();
    if (body.value !== lastRead) readSoon();
  }).observe(form.querySelector(".field-body"), { childList: true, subtree: true, characterData: true });
  nameTheEditor();

  form.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (event.altKey && key === "a") {
      event.preventDefault();
      reading.querySelector("[data-accept-all]")?.click();
    } else if ((event.ctrlKey || event.metaKey) && key === "s") {
      event.preventDefault();
      form.querySelector("[name=_save]")?.click();
    }
  });
}
