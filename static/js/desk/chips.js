/* A list of chips with a field behind it that finds further ones. Every chip can be taken away by mouse or keyboard:
   Backspace in the empty field goes to the last one, arrows go along, Delete and Enter take away. */
import { combobox } from "desk/combobox";
import { element, gettext, interpolate } from "desk/page";

/* Put chips in place of a control, which keeps the value, and return {draw, input}.

   chosen()         returns [{id, text}]
   remove(choice)   takes one away
   and what combobox takes */
export function chips(control, { chosen, remove, label, ...finding }) {
  const bar = element("ul", { className: "chips" });
  const input = element("input", { type: "text", id: `${control.id}-find`, className: "find" });
  const found = combobox(input, { label, ...finding });
  const holder = element("div", { className: "chooser" }, bar, input, found);
  bar.setAttribute("aria-label", label);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (control.hasAttribute(name)) input.setAttribute(name, control.getAttribute(name));
  }
  for (const each of [...(control.labels || [])]) each.htmlFor = input.id;
  control.hidden = true;
  control.after(holder);

  function draw() {
    const now = chosen();
    bar.hidden = !now.length;
    bar.replaceChildren(...now.map(chip));
  }

  function chip(choice) {
    const away = element("button", { type: "button", textContent: "✕" });
    away.setAttribute("aria-label", interpolate(gettext("Remove %(name)s"), { name: choice.text }));
    away.addEventListener("click", () => takeAway(choice));
    return element("li", {}, element("span", { textContent: choice.text }), away);
  }

  function takeAway(choice) {
    const place = chosen().findIndex((each) => each.id === choice.id);
    remove(choice);
    draw();
    (buttons()[place] || buttons()[place - 1] || input).focus();
  }

  const buttons = () => [...bar.querySelectorAll("button")];

  bar.addEventListener("keydown", (event) => {
    const place = buttons().indexOf(event.target);
    if (event.key === "ArrowLeft") buttons()[place - 1]?.focus();
    else if (event.key === "ArrowRight") (buttons()[place + 1] || input).focus();
    else if (["Backspace", "Delete"].includes(event.key)) event.target.click();
    else return;
    event.preventDefault();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !input.value) buttons().at(-1)?.focus();
  });
  holder.addEventListener("click", (event) => {
    if (event.target === holder || event.target === bar) input.focus();
  });
  draw();
  return { draw, input };
}
