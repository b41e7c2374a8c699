/* A person who is not on record is added in a window of its own, which calls back here when it is done. */
import { choose } from "desk/chooser";
import { form } from "desk/page";

const PREFIX = "add_";

// The name that Django's answer to a pop-up calls on the page that opened it.
window.dismissAddRelatedObjectPopup = (popup, id, name) => {
  choose(document.getElementById(popup.name), id, name);
  popup.close();
};

export function begin() {
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-popup]");
    if (!link) return;
    event.preventDefault();
    window.open(link.href, link.id.slice(PREFIX.length), "width=800,height=600,resizable=yes,scrollbars=yes")?.focus();
  });
}
