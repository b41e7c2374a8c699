/* Saves every change to the server by itself, one request at a time, the newest state winning; until the server
   has acknowledged a state, the browser keeps a copy of it. */
import * as copies from "desk/copies";
import { showAnswer, showProblems } from "desk/answers";
import { dropNotice, form, gettext, interpolate, notice, report, request, send, tell, typed } from "desk/page";
import { renew, whenSignedOut } from "desk/session";

const PAUSE = 1_500;
const LONGEST = 5_000;
const COPY_PAUSE = 100;
const RETRIES = [1_000, 2_000, 4_000, 8_000, 15_000];
// Browsers refuse to finish larger requests for a page that is gone.
const KEEPALIVE_MOST = 60_000;

const written = () => JSON.stringify(typed());
let acknowledged = written();
let unsavedSince = 0;
let isCopied = true;
let timer = 0;
let copyTimer = 0;
let sending = null;
let tries = 0;

export const isSaved = () => written() === acknowledged;
/* Whether closing the page now would lose something. */
export const isInDanger = () => !isSaved() && !keepCopy();

/* What the page shows is not what the server has, as after a conflict. */
export function neverSaved() {
  acknowledged = "";
  changed();
}

export function changed() {
  if (isSaved()) return;
  unsavedSince ||= Date.now();
  isCopied = false;
  clearTimeout(copyTimer);
  copyTimer = setTimeout(keepCopy, COPY_PAUSE);
  if (!tries) {
    tell(gettext("Not saved yet"));
    saveIn(Math.min(PAUSE, Math.max(0, unsavedSince + LONGEST - Date.now())));
  }
}

function keepCopy() {
  clearTimeout(copyTimer);
  isCopied = isCopied || copies.keep();
  return isCopied;
}

/* The server has it all. A copy that was still to be kept would be brought back later, over what came after it. */
function dropCopy() {
  clearTimeout(copyTimer);
  isCopied = true;
  copies.drop();
}

function saveIn(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

/* Save what is not saved; resolve to whether the server has all of it. */
export async function save({ keepalive = false } = {}) {
  clearTimeout(timer);
  if (sending) {
    await sending;
    return isSaved() || (!tries && save());
  }
  if (isSaved()) return true;
  sending = post(keepalive);
  const isDone = await sending;
  sending = null;
  if (isDone && !isSaved()) saveIn(PAUSE);
  return isDone && isSaved();
}

async function post(keepalive) {
  const pairs = typed();
  const body = request(pairs, report);
  let { status, json } = await send(form.dataset.autosave, { body, keepalive });
  if (status === 403) {
    // The token against forged requests is out of date, after signing in anew elsewhere; or the account is.
    const renewed = await renew();
    ({ status, json } = renewed.status === 200 ? await send(form.dataset.autosave, { body: request(pairs, report) }) : renewed);
  }
  if (status === 200) return acknowledge(JSON.stringify(pairs), json);
  keepCopy();
  if (status === 401) signedOut(json.sign_in);
  else later(status, json.said);
  return false;
}

function acknowledge(state, answer) {
  acknowledged = state;
  tries = 0;
  unsavedSince = isSaved() ? 0 : Date.now();
  report.revision = answer.revision;
  if (!report.article && answer.article) report.begun(answer.article, answer.address);
  // What could not be kept stays in the browser's copy until it can.
  if (isSaved() && !answer.errors?.length) dropCopy();
  dropNotice("offline");
  dropNotice("held-back");
  tell(answer.said);
  showAnswer(answer);
  form.dispatchEvent(new CustomEvent("desk:saved"));
  return true;
}

function signedOut(address) {
  tries = 1;
  tell(gettext("Signed out: kept in this browser"));
  whenSignedOut(address, () => {
    tries = 0;
    tell(gettext("Signed in again"), { aloud: true });
    save();
  });
}

function later(status, said) {
  const pause = RETRIES[Math.min(tries, RETRIES.length - 1)];
  tries += 1;
  tell(
    isCopied ? gettext("Not on the server yet; kept in this browser") : gettext("Not on the server yet: keep this page open"),
    { aloud: tries === 1 },
  );
  if (status && status < 500) {
    const words = gettext("The server did not take the last changes (answer %(status)s). They are tried again.");
    notice("offline", said || interpolate(words, { status }));
  }
  saveIn(pause);
}

/* Hand over the last words of a page that is perhaps being closed. */
function saveAtOnce({ leaving = false } = {}) {
  if (isSaved()) return;
  keepCopy();
  const isSmall = written().length < KEEPALIVE_MOST;
  // A second request could overtake the first; the copy is in the browser, and the next page sends it.
  if (!sending && !tries && (isSmall || !leaving)) save({ keepalive: isSmall });
}

/* Save before a form is sent off; resolve to whether the server can be reached and has everything. */
export async function ready() {
  tries = 0;
  const { status, json } = isSaved() ? await renew() : { status: 200, json: {} };
  if (status === 401) signedOut(json.sign_in);
  const isReady = status === 200 && (await save());
  if (isReady) {
    dropCopy();
  } else if (!form.querySelector("[data-notice=signed-out]")) {
    const words = gettext("The server cannot be reached, so this was not sent. Nothing is lost: try again at any time.");
    notice("held-back", words);
  }
  return isReady;
}

export function begin() {
  copies.own();
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", () => saveAtOnce());
  addEventListener("online", () => {
    if (!isSaved()) save();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) saveAtOnce();
  });
  addEventListener("pagehide", () => saveAtOnce({ leaving: true }));
  addEventListener("beforeunload", (event) => {
    if (isInDanger()) event.preventDefault();
  });
  showProblems(neverSaved);
}
