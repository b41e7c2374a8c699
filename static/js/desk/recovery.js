/* Brings back what was typed on pages that were lost to a crash, a closed window or an expired session. */
import * as copies from "desk/copies";
import { clock, element, form, gettext, here, interpolate, link, notice, report, request, send } from "desk/page";
import { isSaved } from "desk/saving";

const BROUGHT_BACK = "desk:brought-back";

/* Send every copy that is left over to the server, which merges it into its report. */
export async function recover() {
  sayBroughtBack();
  for (const copy of await copies.leftOver()) {
    const body = request(copy.pairs, copy);
    const { status, json } = await send(form.dataset.autosave, { body });
    if (status !== 200) return; // The next page tries again.
    const isWhole = !json.conflict && !json.errors?.length;
    const isThis = report.article && String(json.article) === report.article;
    if (isThis && !isWhole) return showInPage(copy);
    if (isWhole) copies.drop(copy.tab);
    if (isThis) {
      if (String(json.revision) !== report.revision && isSaved()) return reopen(here(), copy);
    } else if (!report.article && !copy.article && isSaved()) {
      return reopen(json.address, copy);
    } else {
      tellOf(copy, json.address, isWhole);
    }
  }
}

/* Let the server show the copy with all that stands against it, as for a save without JavaScript. */
function showInPage(copy) {
  copies.drop(copy.tab);
  const again = element("form", { method: "post", action: here(), hidden: true });
  const sent = request([...copy.pairs, ["_save", "1"]], copy);
  for (const [name, value] of sent) again.append(element("textarea", { name, value }));
  document.body.append(again);
  again.submit();
}

function reopen(address, copy) {
  sessionStorage.setItem(BROUGHT_BACK, String(copy.time));
  location.replace(address);
}

function sayBroughtBack() {
  const time = Number(sessionStorage.getItem(BROUGHT_BACK));
  if (!time) return;
  sessionStorage.removeItem(BROUGHT_BACK);
  notice("brought-back", interpolate(gettext("Brought back what you had typed at %(time)s."), { time: clock(time) }));
}

function tellOf(copy, address, isWhole) {
  const values = { time: clock(copy.time), headline: copy.headline || gettext("Untitled") };
  const words = isWhole
    ? gettext("What you had typed at %(time)s in “%(headline)s” is on the server now.")
    : gettext("Some of what you had typed at %(time)s in “%(headline)s” differs from what others saved.");
  notice(`other-${copy.tab}`, interpolate(words, values), " ", link(address, gettext("Open that report")));
}
