/* Shows what the server answered to a save: fields it could not keep, conflicts, changes by others. */
import { dropNotice, form, gettext, here, link, notice } from "desk/page";

const slot = document.getElementById("conflict-slot");
let conflict = "";
let shown = "[]";

export function showAnswer({ errors = [], conflict: panel = "", unseen = "", standing = "", checks = "" }) {
  showErrors(errors);
  if (checks) document.getElementById("checks").innerHTML = checks;
  if (standing) for (const fresh of document.querySelectorAll(".standing[data-new]")) fresh.textContent = standing;
  // Put in only when it is another one: a screen reader then reads it once, not after each pause in typing.
  if (panel !== conflict) {
    conflict = panel;
    const taken = [...slot.querySelectorAll("[name=taken]")];
    slot.innerHTML = panel;
    if (panel) slot.append(...taken);
  }
  if (unseen) notice("unseen", unseen, " ", link(here(), gettext("Show them"), { id: "show-unseen" }));
  else dropNotice("unseen");
}

function showErrors(errors) {
  const said = JSON.stringify(errors);
  if (said === shown) return;
  shown = said;
  for (const old of form.querySelectorAll("[data-said-by-save]")) unmark(old);
  for (const old of document.querySelectorAll("[data-notice^=error-]")) old.remove();
  for (const error of errors) mark(error);
}

function mark({ field, label, message }) {
  const control = document.getElementById(field);
  const box = control?.closest(".field");
  if (!box) {
    notice(`error-${field}`, `${label}: ${message}`);
    return;
  }
  const list = document.createElement("ul");
  list.className = "errorlist";
  list.id = `${field}_said`;
  list.dataset.saidBySave = field;
  list.append(Object.assign(document.createElement("li"), { textContent: message }));
  box.querySelector(".input").before(list);
  box.classList.add("wrong");
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", [list.id, control.getAttribute("aria-describedby")].filter(Boolean).join(" "));
}

function unmark(list) {
  const control = document.getElementById(list.dataset.saidBySave);
  const others = (control.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== list.id);
  control.setAttribute("aria-describedby", others.join(" "));
  control.removeAttribute("aria-invalid");
  list.closest(".field").classList.remove("wrong");
  list.remove();
}

/* Call back where the page came with a conflict or an error: what it shows is then not what the server has. */
export function showProblems(differs) {
  conflict = slot.innerHTML.trim();
  if (conflict || form.querySelector(".field.wrong")) differs();
}
