/* The keys of the desk, and the list of them. */
import { compose } from "desk/comments";
import { form } from "desk/page";
import { toggle as togglePreview } from "desk/preview";

const QUIET = "desk:no-question-mark";
const TYPING = "input, textarea, select, [contenteditable]";
const dialog = document.getElementById("shortcuts");
const byQuestionMark = document.getElementById("by-question-mark");

const press = (selector) => form.querySelector(selector)?.click();
const listThem = () => dialog.open || dialog.showModal();

// On a Mac, Option and a letter make another letter: then the key's place counts.
function letterOf(event) {
  const isLatin = /^[a-z]$/i.test(event.key);
  return isLatin ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
}

function actionOf(event) {
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey || event.shiftKey) return null;
    if (event.key === "Enter") return () => press(".savebar :is([name=_publish], [name=_review])");
    return event.key.toLowerCase() === "s" ? () => press(".savebar [name=_save]") : null;
  }
  if (event.altKey) {
    return { a: () => press("[data-accept-all]"), p: togglePreview, c: compose }[letterOf(event)] || null;
  }
  if (event.key === "?" && byQuestionMark.checked && !event.target.closest(TYPING)) return listThem;
  return null;
}

export function begin() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) return;
    const act = actionOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
  const opener = document.getElementById("shortcuts-button");
  opener.hidden = false;
  opener.addEventListener("click", listThem);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  rememberChoice();
}

/* A single key as a shortcut can be turned off, for whoever dictates or whose keys are pressed by accident. */
function rememberChoice() {
  try {
    byQuestionMark.checked = !localStorage.getItem(QUIET);
    byQuestionMark.addEventListener("change", () =>
      byQuestionMark.checked ? localStorage.removeItem(QUIET) : localStorage.setItem(QUIET, "1"),
    );
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}
