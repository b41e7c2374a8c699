/* A whole report pasted into the headline or the text is laid out: its first line becomes the headline, the rest the
   text, with the bold, lists and tables it was copied with. */
import { form, say, gettext } from "desk/page";

const LONGEST_HEADLINE = 200;
const headline = document.getElementById("id_headline");
const body = document.getElementById("id_body");

/* Return {first, rest}: the words of the first line of what is on the clipboard, and the rest as HTML. */
function laidOut(clipboard) {
  const html = clipboard.getData("text/html");
  const page = new DOMParser().parseFromString(html || paragraphs(clipboard.getData("text/plain")), "text/html");
  for (const unseen of page.querySelectorAll("style, script, meta, title")) unseen.remove();
  const blocks = [...page.body.querySelectorAll("h1, h2, h3, h4, p, li, td, blockquote, div")];
  const first = blocks.find((block) => block.textContent.trim() && !block.querySelector("p, div, h1, h2, h3, li, td"));
  const words = first?.textContent.replace(/\s+/g, " ").trim() || "";
  first?.remove();
  return { first: words, rest: page.body.textContent.trim() ? page.body.innerHTML : "" };
}

function paragraphs(text) {
  const holder = document.createElement("div");
  for (const line of text.split(/\n+/)) {
    if (line.trim()) holder.append(Object.assign(document.createElement("p"), { textContent: line.trim() }));
  }
  return holder.innerHTML;
}

function isHeadline(words) {
  return words && words.length <= LONGEST_HEADLINE && !/[.。:：]$/.test(words);
}

function paste(event) {
  const isEmpty = !headline.value.trim() && (!body.proseEditor || body.proseEditor.isEmpty);
  if (!isEmpty || !body.proseEditor) return;
  const { first, rest } = laidOut(event.clipboardData);
  if (!rest || !isHeadline(first)) return;
  event.preventDefault();
  event.stopPropagation();
  headline.value = first;
  headline.dispatchEvent(new Event("input", { bubbles: true }));
  body.proseEditor.commands.insertContent(rest);
  body.proseEditor.commands.focus("start");
  say(gettext("The first line is the headline, the rest the text."));
}

export function begin() {
  headline.addEventListener("paste", paste);
  // Before the editor's own handler.
  form.querySelector(".field-body").addEventListener("paste", paste, { capture: true });
}
