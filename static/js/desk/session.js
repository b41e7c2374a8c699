/* Signed out in the middle of a report: says so, waits for signing in elsewhere, and goes on. */
import { dropNotice, form, gettext, link, notice, report, send } from "desk/page";

const POLL = 4_000;
let waiting = null;
let timer = 0;

/* Fetch a fresh token against forged requests; resolve to the answer's status and JSON. */
export async function renew() {
  const answer = await send(form.dataset.token);
  if (answer.status === 200) report.token = answer.json.csrf;
  return answer;
}

/* Ask for signing in at the address, in a window of its own, and call back once that is done. */
export function whenSignedOut(address, goOn) {
  waiting = goOn;
  notice(
    "signed-out",
    gettext("You have been signed out. Your text is safe in this browser."),
    " ",
    link(address || form.dataset.signIn, gettext("Sign in again in a new window"), { target: "_blank", rel: "opener" }),
    gettext(" and this page saves by itself."),
  );
  clearTimeout(timer);
  timer = setTimeout(look, POLL);
}

async function look() {
  const { status } = await renew();
  if (!waiting) return;
  if (status !== 200) {
    clearTimeout(timer);
    timer = setTimeout(look, POLL);
    return;
  }
  const goOn = waiting;
  waiting = null;
  clearTimeout(timer);
  dropNotice("signed-out");
  goOn();
}

function lookNow() {
  if (waiting) look();
}

addEventListener("focus", lookNow);
addEventListener("online", lookNow);
document.addEventListener("visibilitychange", lookNow);
