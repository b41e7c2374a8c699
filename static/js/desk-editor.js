/* Makes the editor keep what cleaning.py lets through, and nothing it would drop: captions, scopes and header rows of
   tables, the language of a link. The prose editor takes these in place of its own of the same names. */
import {
  Blockquote as BaseBlockquote,
  Link as BaseLink,
  ListItem as BaseListItem,
  Menu as BaseMenu,
  Table as BaseTable,
  TableCell as BaseTableCell,
  TableHeader as BaseTableHeader,
} from "django-prose-editor/editor";

const gettext = window.gettext || ((text) => text);
const FLOW = "(paragraph|bulletList|orderedList)";
const WORDS = {
  paragraph: gettext("Text"),
  heading2: gettext("Heading"),
  heading3: gettext("Subheading"),
  heading4: gettext("Minor heading"),
  bulletList: gettext("List"),
  orderedList: gettext("Numbered list"),
  blockquote: gettext("Quote"),
  horizontalRule: gettext("Rule"),
  bold: gettext("Bold"),
  italic: gettext("Italic"),
  strike: gettext("Struck"),
  subscript: gettext("Sub"),
  superscript: gettext("Super"),
  link: gettext("Link"),
  unlink: gettext("Remove link"),
  table: gettext("Table"),
  "table:addColumnAfter": gettext("Add column"),
  "table:deleteColumn": gettext("Delete column"),
  "table:addRowAfter": gettext("Add row"),
  "table:deleteRow": gettext("Delete row"),
  "table:mergeCells": gettext("Merge cells"),
  "table:splitCell": gettext("Split cell"),
  "table:toggleHeaderCell": gettext("Header cell"),
  "table:deleteTable": gettext("Delete table"),
  "history:undo": gettext("Undo"),
  "history:redo": gettext("Redo"),
  html: gettext("HTML"),
};

export const Blockquote = BaseBlockquote.extend({ content: `${FLOW}+` });
export const ListItem = BaseListItem.extend({ content: `paragraph ${FLOW}*` });
export const TableCell = BaseTableCell.extend({ content: `${FLOW}+` });

export const TableHeader = BaseTableHeader.extend({
  content: `${FLOW}+`,
  addAttributes() {
    return { ...this.parent?.(), scope: { default: null } };
  },
});

export const Link = BaseLink.extend({
  addAttributes() {
    return { ...this.parent?.(), hreflang: { default: null } };
  },
});

/* A caption travels as an attribute, since the editor's tables hold rows only; the style sheet shows it. */
export const Table = BaseTable.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: null,
        parseHTML: (table) => table.querySelector(":scope > caption")?.innerHTML || null,
        renderHTML: ({ caption }) => (caption ? { "data-caption": wordsOf(caption), "data-caption-html": caption } : {}),
      },
    };
  },
  parseHTML() {
    return [...this.parent(), { tag: "caption", ignore: true }];
  },
});

/* The toolbar in words. */
export const Menu = BaseMenu.extend({
  addOptions() {
    const items = ({ editor, menu }) =>
      ["blockType -lists", "marks", "lists", "nodes -blockType -lists", "link", "table", "history", "utility"].map((group) => {
        const chosen = menu.items(group);
        for (const { name, button } of chosen) {
          button.className = "prose-menubar__button";
          button.removeAttribute("data-level");
          button.textContent = WORDS[name];
          button.setAttribute("aria-label", WORDS[name]);
          button.title = WORDS[name];
        }
        return menu.buttonGroup({ editor }, chosen);
      });
    return { ...this.parent?.(), items };
  },
  onCreate(event) {
    this.parent?.(event);
    const bar = this.storage.dom;
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", gettext("Text"));
  },
});

function wordsOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.textContent;
}

/* Write the editor's HTML as bodies are kept: no paragraph around the words of an item or a cell, header rows in a head. */
function asKept(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const box of holder.content.querySelectorAll("li, td, th")) {
    const paragraphs = box.querySelectorAll(":scope > p");
    if (paragraphs.length === 1 && box.firstElementChild === paragraphs[0]) paragraphs[0].replaceWith(...paragraphs[0].childNodes);
  }
  for (const table of holder.content.querySelectorAll("table")) {
    nameCells(table);
    if (table.dataset.captionHtml) table.createCaption().innerHTML = table.dataset.captionHtml;
    delete table.dataset.caption;
    delete table.dataset.captionHtml;
  }
  return holder.innerHTML;
}

function nameCells(table) {
  const isHeader = (row) => [...row.cells].every((cell) => cell.matches("th"));
  const rows = [...table.rows];
  const body = rows.findIndex((row) => !isHeader(row));
  const headers = rows.slice(0, body < 0 ? 0 : body);
  if (headers.length) table.createTHead().append(...headers);
  for (const cell of table.querySelectorAll("th:not([scope])")) cell.scope = cell.closest("thead") ? "col" : "row";
}

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  textarea.proseEditor = editor;
  const box = editor.view.dom;
  box.setAttribute("aria-label", textarea.labels?.[0]?.textContent.trim() || gettext("Text"));
  editor.on("update", () => {
    if (textarea.value) textarea.value = asKept(editor.getHTML());
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
});
