/* Links to the record as chips. The select behind them keeps the choice, and is all there is without JavaScript. */
import { chips } from "desk/chips";
import { send } from "desk/page";

const SELECTS = "select.admin-autocomplete";

export function labelOf(control) {
  return control.labels?.[0]?.textContent.trim() || control.getAttribute("aria-label") || "";
}

/* Ask the record what a term finds for a field of a model; resolves to [{id, text}]. */
export async function ask(address, { appLabel, modelName, fieldName }, term) {
  const query = new URLSearchParams({ term, app_label: appLabel, model_name: modelName, field_name: fieldName });
  const { json } = await send(`${address}?${query}`);
  const rank = ({ text }) => nearness(text.toLowerCase(), term.toLowerCase());
  return (json.results || []).sort((one, other) => rank(one) - rank(other));
}

/* Names that begin with the term come first, then those with such a word; others were found by another name of theirs. */
function nearness(name, term) {
  if (name.startsWith(term)) return 0;
  return name.includes(` ${term}`) ? 1 : 2;
}

function enhance(select) {
  const chosenOptions = () => [...select.selectedOptions].filter((option) => option.value);
  const finding = {
    label: labelOf(select),
    chosen: () => chosenOptions().map((option) => ({ id: option.value, text: option.text })),
    remove: (choice) => pick(choice, false),
    take: (choice) => pick(choice, true),
    find: async (term) => {
      const taken = new Set(chosenOptions().map((option) => option.value));
      const found = await ask(select.getAttribute("data-ajax--url"), select.dataset, term);
      return found.filter((each) => !taken.has(each.id));
    },
  };
  const shown = chips(select, finding);

  function pick({ id, text }, isChosen) {
    choose(select, id, text, isChosen);
    if (isChosen) shown.input.focus();
  }

  select.addEventListener("change", shown.draw);
}

/* Choose a row in a select, or take the choice back. */
export function choose(select, id, text, isChosen = true) {
  let option = [...select.options].find((each) => each.value === String(id));
  if (!option) select.append((option = new Option(text, id)));
  if (select.multiple) option.selected = isChosen;
  else select.value = isChosen ? option.value : "";
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

/* Make chips of all links in a part of the page. */
export function enhanceLinks(part) {
  part.querySelectorAll(SELECTS).forEach(enhance);
}
