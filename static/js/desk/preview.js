/* The report as readers will see it, beside the form, at the width of a phone or a desktop; it follows every save. */
import { form, gettext } from "desk/page";
import { save } from "desk/saving";

const WIDTHS = { phone: 390, desktop: 1280 };
const panel = document.getElementById("preview");
const button = document.getElementById("preview-button");
const plain = document.getElementById("preview-link");
const stage = panel?.querySelector(".stage");
let shown = "phone";

const isOpen = () => !panel.hidden;

/* A page opened for a new report has the address of none: the number is put in once there is one. */
function address() {
  return form.dataset.preview.replace("/0/", `/${form.dataset.article}/`);
}

/* Load the page behind the one that is shown, and change them when it is there, at the same place. */
function load() {
  if (!isOpen() || !form.dataset.article) return;
  const old = stage.querySelector("iframe:not(.coming)");
  stage.querySelector(".coming")?.remove();
  const frame = document.createElement("iframe");
  frame.title = gettext("Preview of the report");
  frame.className = "coming";
  frame.addEventListener("load", () => {
    const top = old?.contentWindow?.scrollY || 0;
    frame.contentWindow.scrollTo({ top, behavior: "instant" });
    frame.classList.remove("coming");
    old?.remove();
    fit();
  });
  frame.src = address();
  stage.append(frame);
  fit();
}

/* Show the frame at its own width, made smaller where the panel is narrower. */
function fit() {
  if (!isOpen()) return;
  const width = WIDTHS[shown];
  const scale = Math.min(1, stage.clientWidth / width);
  for (const frame of stage.querySelectorAll("iframe")) {
    frame.style.width = `${width}px`;
    frame.style.height = `${stage.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  }
}

function show(width) {
  shown = width;
  for (const each of panel.querySelectorAll("[data-width]")) {
    each.setAttribute("aria-pressed", String(each.dataset.width === width));
  }
  fit();
}

export async function toggle() {
  if (!button || button.hidden) return;
  panel.hidden = isOpen();
  form.classList.toggle("previewing", isOpen());
  button.setAttribute("aria-expanded", String(isOpen()));
  if (!isOpen()) {
    stage.replaceChildren();
    return;
  }
  show(shown);
  await save();
  load();
}

export function begin() {
  if (!panel) return;
  button.hidden = false;
  plain?.remove();
  button.addEventListener("click", toggle);
  panel.addEventListener("click", (event) => {
    const width = event.target.closest("[data-width]")?.dataset.width;
    if (width) show(width);
    if (event.target.closest("[data-close]")) close();
  });
  panel.addEventListener("keydown", (event) => event.key === "Escape" && close());
  form.addEventListener("desk:saved", load);
  new ResizeObserver(fit).observe(stage);
}

function close() {
  toggle();
  button.focus();
}
