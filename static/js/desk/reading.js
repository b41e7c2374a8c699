/* The desk's reading of the text: asked for anew a moment after the text changed, its proposals accepted and refused
   without a round trip. */
import { choose } from "desk/chooser";
import { element, form, report, say } from "desk/page";
import { changed } from "desk/saving";
import { showReasonsOf } from "desk/why";

const PAUSE = 700;
const SELECTS = { country: "id_countries", negotiator: "id_negotiators", issue: "id_issues", meeting: "id_meeting" };
const panel = document.getElementById("reading");
const refusals = document.getElementById("refusals");
const body = document.getElementById("id_body");
const headline = document.getElementById("id_headline");
const text = () => `${headline.value}\n${body.value}`;
let lastRead = text();
let timer = 0;

async function read() {
  const sent = (lastRead = text());
  const data = new FormData();
  data.set("csrfmiddlewaretoken", report.token);
  data.set("headline", headline.value);
  data.set("body", body.value);
  if (report.article) data.set("article", report.article);
  for (const each of refusals.querySelectorAll("input")) data.append("refused", each.value);
  let answer;
  try {
    answer = await fetch(form.dataset.read, { method: "POST", body: data });
  } catch {
    return; // No net: the panel stays as it is, and the next change tries again.
  }
  if (!answer.ok || answer.redirected || sent !== text()) return;
  panel.innerHTML = await answer.text();
  dropChosen();
  say(panel.querySelector("[data-count]").firstChild.textContent.trim());
}

function readSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => text() !== lastRead && read(), PAUSE);
}

function dropChosen() {
  for (const button of panel.querySelectorAll("[data-accept]")) {
    const select = document.getElementById(SELECTS[button.dataset.kind]);
    const isChosen = [...select.selectedOptions].some((option) => option.value === button.dataset.pk);
    if (isChosen) button.closest("li").remove();
  }
  tidy();
}

function tidy() {
  for (const list of panel.querySelectorAll("ul.pick:empty")) {
    list.previousElementSibling.remove();
    list.remove();
  }
}

function takeOut(button) {
  const item = button.closest("li");
  const next = item.nextElementSibling?.querySelector("button");
  item.remove();
  tidy();
  (next?.isConnected ? next : panel.querySelector("[data-accept], [data-refuse]"))?.focus();
}

function accept(button) {
  const { kind, pk, name } = button.dataset;
  choose(document.getElementById(SELECTS[kind]), pk, name);
  takeOut(button);
  say(name);
}

function refuse(button) {
  refusals.append(element("input", { type: "hidden", name: "refused", value: button.value }));
  takeOut(button);
  changed();
}

export function begin() {
  form.addEventListener("input", (event) => [body, headline].includes(event.target) && readSoon());
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-accept], [data-refuse]");
    if (!button) return;
    event.preventDefault();
    if (button.matches("[data-accept]")) accept(button);
    else refuse(button);
  });
  showReasonsOf(panel);
}
