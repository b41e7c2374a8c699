/* Links to the place in the form where something is to be mended put the focus there, whatever stands for the field. */
import { form } from "desk/page";

const CONTROLS = "input:not([type=hidden], [hidden]), textarea:not([hidden]), select:not([hidden])";

function jump(event) {
  const link = event.target.closest('a[href^="#id_"]');
  if (!link) return;
  const id = link.hash.slice(1);
  const field = document.getElementById(id);
  const place =
    document.getElementById(`${id}-find`) || field?.closest(".field")?.querySelector("[contenteditable]") || field;
  if (!place) return;
  event.preventDefault();
  place.closest("details")?.setAttribute("open", "");
  (place.matches(`${CONTROLS}, [contenteditable]`) ? place : place.querySelector(CONTROLS) || place).focus();
  place.scrollIntoView({ block: "center" });
}

export function begin() {
  form.addEventListener("click", jump);
}
