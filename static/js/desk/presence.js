/* Who else has this report open, and whether somebody saved since this page was loaded. */
import { form, gettext, here, link, report, request, send } from "desk/page";

const EVERY = 20_000;
const place = document.getElementById("presence");

async function ask() {
  if (document.hidden || !report.article) return;
  const { status, json } = await send(form.dataset.presence, { body: request([], report) });
  if (status !== 200) return;
  const lines = (json.others || []).map((words) => line(words));
  if (json.newer) lines.push(line(json.newer, " ", link(here(), gettext("Show it"))));
  // The same words again are no news to a screen reader.
  const said = lines.map((each) => each.textContent).join("\n");
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  place.replaceChildren(...lines);
}

function line(...content) {
  const paragraph = document.createElement("p");
  paragraph.append(...content);
  return paragraph;
}

export function begin() {
  ask();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  form.addEventListener("desk:begun", ask);
}
