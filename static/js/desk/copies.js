/* Copies in the browser of what no server has acknowledged yet: one for each open page.

   A page holds a lock of its copy's name while it is open, so that another page knows which copies are left over
   from a crash. */
import { report, typed } from "desk/page";

const PREFIX = `desk:${report.account}:`;
const MINUTE = 60_000;
const key = (tab) => PREFIX + tab;

/* Keep this page's copy; return whether the browser took it: its storage may be full, or switched off. */
export function keep() {
  const { tab, article, revision, headline } = report;
  const copy = { tab, article, revision, headline, time: Date.now(), pairs: typed() };
  try {
    localStorage.setItem(key(tab), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function drop(tab = report.tab) {
  try {
    localStorage.removeItem(key(tab));
  } catch {
    // Storage is switched off: there never was a copy.
  }
}

function all() {
  try {
    return Object.keys(localStorage)
      .filter((each) => each.startsWith(PREFIX))
      .map((each) => JSON.parse(localStorage.getItem(each)));
  } catch {
    return []; // Switched off.
  }
}

/* Show other pages, as long as this one is open, that its copy is in good hands. */
export function own() {
  navigator.locks?.request(key(report.tab), () => new Promise(() => {}));
}

/* Return the copies that no open page owns, oldest first. */
export async function leftOver() {
  const held = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
  // A browser without locks takes what nobody wrote to for a minute.
  const isOwned = (copy) => (navigator.locks ? held.has(key(copy.tab)) : copy.time > Date.now() - MINUTE);
  return all()
    .filter((copy) => copy.tab !== report.tab && !isOwned(copy))
    .sort((one, other) => one.time - other.time);
}
