/* Adds empty rows to the lists of the desk. Without JavaScript there is one empty row on every page. */
for (const button of document.querySelectorAll("[data-add-row]")) {
  const prefix = button.dataset.addRow;
  const template = document.querySelector(`template[data-rows="${prefix}"]`);
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  button.hidden = false;
  button.addEventListener("click", () => {
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild;
    template.before(row);
    total.value = Number(total.value) + 1;
    // The admin's autocompletes listen for this.
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: prefix } }));
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
}
