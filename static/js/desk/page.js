/* The page of one report: its form, what the server knows of it, and the words said about its state. */
export const form = document.getElementById("desk");
export const gettext = window.gettext || ((text) => text);
export const interpolate = (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
export const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const hidden = (name) => form.querySelector(`input[name="${name}"]`);
// Autosaves leave these out: answers to a conflict belong to a save that an editor asked for.
const NOT_TYPED = new Set(["seen", "csrfmiddlewaretoken", "revision", "tab", "article"]);
// So are the fields of acts on a report that are no part of its text.
const isLeftOut = (name) => NOT_TYPED.has(name) || name.startsWith("work-");

export const report = {
  account: form.dataset.account,
  tab: hidden("tab").value,
  get article() {
    return form.dataset.article || "";
  },
  get revision() {
    return hidden("revision").value;
  },
  set revision(number) {
    hidden("revision").value = number;
  },
  get token() {
    return hidden("csrfmiddlewaretoken").value;
  },
  set token(token) {
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
  },
  get headline() {
    return document.getElementById("id_headline").value.trim();
  },
  /* A report begun by an autosave has an address from then on, and a reload leads back to it. */
  begun(article, address) {
    form.dataset.article = article;
    form.action = address;
    history.replaceState(history.state, "", address);
    form.dispatchEvent(new CustomEvent("desk:begun"));
  },
};

/* Return what was typed as pairs of name and value; files travel only with a save that an editor asked for. */
export function typed() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !isLeftOut(name));
}

/* Return the body of a request about pairs that typed() gave. */
export function request(pairs, { article, tab, revision }) {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  data.set("csrfmiddlewaretoken", report.token);
  data.set("revision", revision);
  data.set("tab", tab);
  if (article) data.set("article", article);
  return data;
}

/* Send a request of the desk; the answer's status and JSON, or status 0 where no server answered. */
export async function send(address, { body, keepalive = false } = {}) {
  try {
    const answer = await fetch(address, {
      method: body ? "POST" : "GET",
      body,
      keepalive,
      headers: { Accept: "application/json" },
      cache: "no-store",
    });
    // Signed out on the way, a request would be led to a page of HTML.
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const json = isJson ? await answer.json() : {};
    return { status: answer.ok && !isJson ? 401 : answer.status, json };
  } catch {
    return { status: 0, json: {} };
  }
}

/* Say in the save bar how things stand; aloud only what an editor has to know. */
export function tell(words, { aloud = false } = {}) {
  document.getElementById("safe").textContent = words;
  if (aloud) say(words);
}

export function say(words) {
  document.getElementById("said").textContent = words;
}

/* Show a notice above the text, once: the same notice again is not announced again. */
export function notice(name, ...content) {
  const slot = document.getElementById("notices");
  const old = slot.querySelector(`[data-notice="${name}"]`);
  const words = content.map((part) => part.textContent ?? part).join("");
  if (old?.textContent === words) return;
  const paragraph = element("p", {}, ...content);
  paragraph.dataset.notice = name;
  if (old) old.replaceWith(paragraph);
  else slot.append(paragraph);
}

export function dropNotice(name) {
  document.querySelector(`#notices [data-notice="${name}"]`)?.remove();
}

/* The address of this page, without the mark of a place in it, which would keep a browser from loading it anew. */
export const here = () => location.pathname + location.search;
export const link = (href, words, properties = {}) => element("a", { href, textContent: words, ...properties });
export const clock = (time) => new Date(time).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
