/* Filters without a page load: the part of the page marked data-live is fetched and exchanged.
   Without this script every link works as a link, and the address says the same either way. */
(() => {
  "use strict";
  const live = () => document.querySelector("[data-live]");
  if (!live()) return;
  // Which list is on the page, and the request for another while it is on its way.
  let shown = location.pathname + location.search;
  let asked = null;

  async function show(address, { push = false, focus = "" } = {}) {
    asked?.abort();
    const mine = (asked = new AbortController());
    live().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      if (!answer.ok || !fresh) throw new Error(`The list answered ${answer.status}.`);
      if (push) history.pushState(null, "", address);
      exchange(page, fresh);
      shown = location.pathname + location.search;
      asked = null;
      if (focus) (document.getElementById(focus) || live().querySelector("h1")).focus({ preventScroll: true });
    } catch (error) {
      // A later click took over, or the list cannot be had this way: then let the browser try.
      if (error.name !== "AbortError") location.assign(address);
    }
  }

  function exchange(page, fresh) {
    for (const open of live().querySelectorAll("details[open]")) {
      const same = fresh.querySelector(`#${CSS.escape(open.id)}`);
      if (same) same.open = true;
    }
    live().replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    const links = 'link[rel="canonical"], link[rel="alternate"]';
    for (const old of document.head.querySelectorAll(links)) old.remove();
    for (const link of page.head.querySelectorAll(links)) document.head.append(document.adoptNode(link));
    const count = live().querySelector("[data-count]");
    document.querySelector("[data-announce]").textContent = count ? count.textContent : "";
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-live] a[href]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || address.pathname !== location.pathname || address.hash) return;
    event.preventDefault();
    show(address.href, { push: true, focus: link.id || "top" });
    if (link.rel === "next" || link.rel === "prev") live().scrollIntoView();
  });

  // A jump to a place on the page (#narrow) changes the history too, but not the list.
  window.addEventListener("popstate", () => {
    if (asked || location.pathname + location.search !== shown) show(location.href);
  });
})();
