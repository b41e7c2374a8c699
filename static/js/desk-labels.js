/* Gives names to controls that Django's admin leaves nameless: the boxes that select2 draws, and the cells of
   tabular inlines. A screen reader then hears the same words that stand on the page. */
{
  const text = (element) => element?.textContent.replace(/\s+/g, " ").trim().replace(/:$/, "") || "";

  function labelOf(control) {
    const own = control.getAttribute("aria-label") || text(control.labels?.[0]);
    if (own) return own;
    const cell = control.closest("td");
    const heading = cell && cell.closest("table").tHead?.rows[0]?.cells[cell.cellIndex];
    return text(heading) || text(control.closest(".form-row, .field, details")?.querySelector("label, legend, summary"));
  }

  function nameBox(container) {
    const select = container.previousElementSibling;
    const label = select?.matches("select") ? labelOf(select) : "";
    if (!label) return;
    for (const part of container.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", label);
    }
    for (const list of container.querySelectorAll("ul.select2-selection__rendered")) list.setAttribute("role", "presentation");
  }

  function nameAll() {
    document.querySelectorAll(".select2-container").forEach(nameBox);
    for (const control of document.querySelectorAll(".inline-group td :is(input, select, textarea):not([type=hidden])")) {
      if (!control.labels?.length && !control.hasAttribute("aria-label")) control.setAttribute("aria-label", labelOf(control));
    }
    for (const heading of document.querySelectorAll("th.original, thead th:empty")) {
      if (!text(heading)) heading.replaceWith(Object.assign(document.createElement("td"), { className: heading.className }));
    }
  }

  addEventListener("load", () => {
    nameAll();
    new MutationObserver((changes) => {
      if (changes.some((change) => [...change.addedNodes].some((node) => node.nodeType === 1))) nameAll();
    }).observe(document.getElementById("content"), { childList: true, subtree: true });
  });
}
