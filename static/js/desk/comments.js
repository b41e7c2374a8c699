/* Comments beside the text: words chosen in it are taken over, comments are sent without leaving the page, and the
   words they are about are underlined and shown. The marks lie over the text; the editor never sees them. */
import { form, gettext, report, say, send } from "desk/page";
import { save } from "desk/saving";

const panel = document.getElementById("comments");
const BEFORE = 64;
const PAUSE = 400;
const BLOCKS = "p, h2, h3, h4, li, td, th, caption, blockquote, br, hr, tr, ul, ol, table";
const PLAIN = { headline: "id_headline", summary: "id_summary" };
const body = () => form.querySelector(".field-body [contenteditable]");
const squeeze = (text) => text.replace(/\s+/g, " ");
let timer = 0;

/* Return the text of an element with single spaces, and for each of its characters where it stands. */
function flat(root) {
  let text = "";
  const at = [];
  let needsSpace = false;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType !== Node.TEXT_NODE) {
      needsSpace = needsSpace || node.matches(BLOCKS);
      continue;
    }
    for (let index = 0; index < node.data.length; index += 1) {
      const isSpace = /\s/.test(node.data[index]);
      if (isSpace || needsSpace) {
        if (text && !text.endsWith(" ")) {
          text += " ";
          at.push([node, index]);
        }
        needsSpace = false;
        if (isSpace) continue;
      }
      text += node.data[index];
      at.push([node, index]);
    }
  }
  return { text, at };
}

/* Return where words begin in a text: of several places the one before which most is alike. */
function placeOf(text, words, before) {
  let best = -1;
  let most = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    let alike = 0;
    while (alike < before.length && text[at - 1 - alike] === before[before.length - 1 - alike]) alike += 1;
    if (alike > most) [best, most] = [at, alike];
  }
  return best;
}

function rangeOf({ words, before }, { text, at }) {
  const start = placeOf(text, words, before);
  if (start < 0) return null;
  const range = new Range();
  range.setStart(...at[start]);
  const [node, index] = at[start + words.length - 1];
  range.setEnd(node, index + 1);
  return range;
}

function underline() {
  const text = body();
  if (!text) return;
  const known = flat(text);
  const ranges = [];
  for (const quote of panel.querySelectorAll("q[data-place]")) {
    const isPlain = quote.dataset.place in PLAIN;
    quote.range = quote.dataset.place === "body" ? rangeOf(quote.dataset, known) : null;
    const button = quote.parentElement.querySelector("[data-show]");
    if (button) button.hidden = !(quote.range || isPlain);
    if (quote.range && !quote.closest(".resolved")) ranges.push(quote.range);
  }
  if (window.Highlight) CSS.highlights.set("comments", new Highlight(...ranges));
}

function show(quote) {
  const plain = document.getElementById(PLAIN[quote.dataset.place]);
  if (plain) {
    const start = plain.value.indexOf(quote.dataset.words);
    plain.focus();
    if (start >= 0) plain.setSelectionRange(start, start + quote.dataset.words.length);
    return;
  }
  underline();
  if (!quote.range) return;
  if (window.Highlight) CSS.highlights.set("comment-shown", new Highlight(quote.range));
  quote.range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

/* Take words that were chosen in the text over into the new comment. */
function takeChosen() {
  const chosen = chosenWords();
  if (!chosen) return;
  const fields = panel.querySelector(".new-comment");
  fields.querySelector("[name=work-about]").value = chosen.about;
  fields.querySelector("[name=work-words]").value = chosen.words;
  fields.querySelector("[name=work-before]").value = chosen.before;
}

function chosenWords() {
  const active = document.activeElement;
  for (const [about, id] of Object.entries(PLAIN)) {
    if (active?.id !== id || active.selectionStart === active.selectionEnd) continue;
    const words = squeeze(active.value.slice(active.selectionStart, active.selectionEnd)).trim();
    return words ? { about, words, before: squeeze(active.value.slice(0, active.selectionStart)).slice(-BEFORE) } : null;
  }
  const selection = getSelection();
  const text = body();
  if (!text || !selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const words = squeeze(selection.toString()).trim();
  const ahead = new Range();
  ahead.setStart(text, 0);
  ahead.setEnd(range.startContainer, range.startOffset);
  const { text: before } = flat(ahead.cloneContents());
  return words ? { about: "body", words, before: before.slice(-BEFORE) } : null;
}

async function act(event) {
  const button = event.target.closest("[name=_comment]");
  if (!button || !report.article) return;
  event.preventDefault();
  if (panel.ariaBusy) return;
  panel.ariaBusy = "true";
  // The words must stand in what the server has.
  const isSaved = await save();
  const { status, json } = isSaved ? await post(button.value) : { status: 0, json: {} };
  panel.ariaBusy = null;
  if (status !== 200) {
    document.getElementById("comments-said").textContent =
      json.said || gettext("The comment was not sent: the server cannot be reached. Try again.");
    return;
  }
  redraw(json.panel, button.value);
  say(json.said);
}

function post(what) {
  const data = new FormData();
  for (const [name, value] of new FormData(form)) if (name.startsWith("work-")) data.append(name, value);
  data.set("csrfmiddlewaretoken", report.token);
  data.set("article", report.article);
  data.set("_comment", what);
  return send(panel.dataset.address, { body: data });
}

/* Put the new panel in; answers begun in other threads stay, and the focus goes to the thread that was meant. */
function redraw(html, done) {
  const sent = done === "new" ? /^work-(text|words|before|about|uid)$/ : new RegExp(`^work-answer-${done.split(":")[1]}$`);
  const begun = [...panel.querySelectorAll("textarea, [name=work-before], select")].filter((each) => !sent.test(each.name));
  const isOpen = done !== "new" && panel.querySelector(".new-comment").open;
  panel.innerHTML = html;
  for (const { name, value } of begun) {
    const field = panel.querySelector(`[name="${CSS.escape(name)}"]`);
    if (field) field.value = value;
  }
  panel.querySelector(".new-comment").open = isOpen;
  underline();
  const uid = done.split(":")[1];
  const thread = uid ? document.getElementById(`comment-${uid}`) : [...panel.querySelectorAll(":scope > .thread")].at(-1);
  const place = thread?.closest("details:not([open])") ? thread.closest("details").querySelector("summary") : thread?.querySelector("textarea, button");
  place?.focus();
}

export function begin() {
  if (!panel) return;
  document.addEventListener("selectionchange", takeChosen);
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show]");
    if (button) show(button.parentElement.querySelector("q"));
    else act(event);
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(underline, PAUSE);
  });
  document.addEventListener("prose-editor:ready", underline, { once: true });
  underline();
}

/* Go to the new comment, with the words chosen in the text. */
export function compose() {
  if (!panel) return;
  takeChosen();
  panel.querySelector(".new-comment").open = true;
  panel.querySelector("[name=work-text]").focus();
}
