/* Shows in the text the words that speak for the proposal under the pointer or the focus. The highlight lies over the
   text without touching it, so that the editor never sees it. */
import { form } from "desk/page";

function show(event) {
  const item = event.target.closest("li");
  const words = [...(item?.querySelectorAll("[data-words]") || [])].map((each) => each.textContent);
  CSS.highlights.set("why", new Highlight(...words.flatMap(rangesOf)));
}

function rangesOf(words) {
  const text = form.querySelector(".field-body [contenteditable]");
  if (!text || !words) return [];
  const ranges = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
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

export function showReasonsOf(panel) {
  if (!window.Highlight) return;
  panel.addEventListener("pointerover", show);
  panel.addEventListener("focusin", show);
  panel.addEventListener("pointerleave", () => CSS.highlights.delete("why"));
}
