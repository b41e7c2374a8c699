/* Sends the form off only when the server is there and has every word, so that a browser's page of errors never
   takes the place of the report. Afterwards the page is at the place where it was. */
import { form, report } from "desk/page";
import { ready } from "desk/saving";

const PLACE = "desk:place";
let isReady = false;

async function submit(event) {
  if (isReady) {
    rememberPlace();
    return;
  }
  event.preventDefault();
  if (form.ariaBusy) return;
  const { submitter } = event;
  form.ariaBusy = "true";
  isReady = await ready();
  form.ariaBusy = null;
  if (isReady) form.requestSubmit(submitter);
  isReady = false;
}

function rememberPlace() {
  const held = document.activeElement?.closest("#desk [id]") || form;
  const place = { article: report.article, id: held.id, top: held.getBoundingClientRect().top };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

function returnToPlace() {
  const place = JSON.parse(sessionStorage.getItem(PLACE) || "null");
  sessionStorage.removeItem(PLACE);
  const held = place && place.article === report.article && document.getElementById(place.id);
  if (!held) return;
  const goBack = () => scrollBy({ top: held.getBoundingClientRect().top - place.top, behavior: "instant" });
  held.focus({ preventScroll: true });
  goBack();
  // The text has its full height only now.
  document.addEventListener("prose-editor:ready", goBack, { once: true });
}

export function begin() {
  form.addEventListener("submit", submit);
  // The first button of a form answers Enter in any of its lines: it would accept proposals.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && !event.isComposing) event.preventDefault();
  });
  returnToPlace();
}
