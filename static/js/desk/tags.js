/* Tags as chips: known ones are offered, new ones made by Enter or a comma. The text field behind keeps them. */
import { chips } from "desk/chips";
import { ask, labelOf } from "desk/chooser";
import { form } from "desk/page";

const COMMA = /[,，、\n]/;
const TAGS = { appLabel: "articles", modelName: "article", fieldName: "tags" };

export function enhanceTags(field) {
  if (!field) return;
  const names = () => field.value.split(COMMA).map((name) => name.trim()).filter(Boolean);
  const has = (name) => names().some((each) => each.toLowerCase() === name.toLowerCase());

  function set(wanted) {
    field.value = wanted.join(", ");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function add(text) {
    const fresh = text.split(COMMA).map((name) => name.trim()).filter((name) => name && !has(name));
    if (fresh.length) set([...names(), ...fresh]);
    input.value = "";
  }

  const { draw, input } = chips(field, {
    label: labelOf(field),
    chosen: () => names().map((name) => ({ id: name, text: name })),
    remove: ({ id }) => set(names().filter((name) => name !== id)),
    take: ({ text }) => add(text),
    other: add,
    // A new tag must not turn into a known one that merely begins like it.
    first: false,
    find: async (term) => (await ask(form.dataset.autocomplete, TAGS, term)).filter(({ text }) => !has(text)),
  });
  field.addEventListener("change", draw);
  input.addEventListener("input", () => COMMA.test(input.value) && add(input.value));
  // Whoever typed a tag and went on meant it.
  input.addEventListener("blur", () => add(input.value));
}
