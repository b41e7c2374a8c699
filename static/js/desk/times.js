/* The moment of the report, which the form holds in UTC, where the editor is and where the report comes from. */
import { gettext, interpolate } from "desk/page";

const day = document.getElementById("id_published_at_0");
const time = document.getElementById("id_published_at_1");
const output = document.getElementById("local-times");
// What the server makes of a day without a time.
const NOON = "12:00";

function inZone(moment, zone, place) {
  const shown = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { ...shown, timeZone: zone, timeZoneName: "short" });
  return interpolate(place, { time: format.format(moment) });
}

function show() {
  const moment = new Date(`${day.value}T${time.value || NOON}Z`);
  if (!day.value || Number.isNaN(moment.getTime())) {
    output.textContent = "";
    return;
  }
  const { venue, venueName } = output.dataset;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const lines = venue ? [inZone(moment, venue, `${venueName}: %(time)s`)] : [];
  lines.push(inZone(moment, own, interpolate(gettext("Where you are (%(zone)s): %(time)s"), { zone: own.replaceAll("_", " "), time: "%(time)s" })));
  output.textContent = lines.join("\n");
}

export function begin() {
  if (!output) return;
  for (const control of [day, time]) control.addEventListener("input", show);
  show();
}
