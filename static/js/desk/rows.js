/* Adds empty rows to the lists of the desk. Without JavaScript there is one empty row on every page. */
import { enhanceLinks } from "desk/chooser";
import { form } from "desk/page";

const IDENTIFIER_BYTES = 6;

/* Return what a row is known by from now on, also where two pages add one at the same time. */
function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(IDENTIFIER_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* Add an empty row to the list of this prefix and return it. */
export function addRow(prefix) {
  const template = form.querySelector(`template[data-rows="${prefix}"]`);
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value).replaceAll("__id__", identifier());
  const row = holder.content.firstElementChild;
  template.before(row);
  total.value = Number(total.value) + 1;
  enhanceLinks(row);
  return row;
}

export function begin() {
  for (const button of form.querySelectorAll("[data-add-row]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = addRow(button.dataset.addRow);
      row.querySelector("input:not([type=hidden], [hidden]), textarea")?.focus();
    });
  }
}
