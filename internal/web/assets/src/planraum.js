// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Every page works without this script. It shows the derivation of a number
// beside the page instead of on a page of its own, and leads to what is wrong
// in a form.

import "./passkey.js";
import htmx from "htmx.org/dist/htmx.esm.js";

// The back button is looked after below; htmx would fetch whole pages for it.
htmx.config.history = false;

/** Makes links to numbers open in the panel (aside.derivation) of the page. */
function openNumbersIn(panel) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "derivation-close";
  close.textContent = panel.dataset.close || (document.documentElement.lang.startsWith("en") ? "Close" : "Schließen");
  const content = document.createElement("div");
  panel.replaceChildren(close, content);

  let opener = null; // the link that gets the focus back
  let latest = 0; // the newest request; an older answer that comes late is dropped

  async function show(href) {
    const request = ++latest;
    const holder = document.createElement("div");
    content.replaceChildren(holder);
    panel.hidden = false;
    panel.setAttribute("aria-busy", "true");
    mark(href);
    try {
      await htmx.ajax("GET", href, { source: panel, target: holder, swap: "innerHTML", headers: { "Planraum-Fragment": "1" } });
    } catch {
      // No connection: the check below finds nothing to show.
    }
    if (request !== latest) return;
    panel.removeAttribute("aria-busy");
    const heading = holder.querySelector(":scope > h2");
    if (!heading) {
      // Not a derivation: the browser shows it better than the panel.
      location.assign(href);
      return;
    }
    heading.tabIndex = -1;
    heading.focus();
  }

  function hide() {
    latest++;
    const inside = panel.contains(document.activeElement);
    panel.hidden = true;
    content.replaceChildren();
    mark(null);
    if (inside) opener?.focus();
  }

  /** Says which number on the page the panel is about. */
  function mark(href) {
    for (const link of document.querySelectorAll("main a.number")) {
      if (link.href === href) {
        link.setAttribute("aria-current", "true");
        opener ??= link;
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }

  // One entry in the history for the open panel, however many numbers it shows
  // one after the other: the back button closes it.
  function open(link) {
    if (!panel.contains(link)) opener = link;
    const state = { derivation: link.href };
    if (history.state?.derivation) history.replaceState(state, "");
    else history.pushState(state, "");
    show(link.href);
  }

  function leave() {
    if (history.state?.derivation) history.back();
    else hide();
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a.number[href]");
    if (!link || link.target || link.origin !== location.origin) return;
    event.preventDefault();
    open(link);
  });
  close.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !panel.hidden) leave();
  });
  addEventListener("popstate", (event) => {
    if (event.state?.derivation) show(event.state.derivation);
    else if (!panel.hidden) hide();
  });
  if (history.state?.derivation) show(history.state.derivation);
}

const panel = document.querySelector("body > .derivation");
if (panel) openNumbersIn(panel);

document.querySelector(".refusal")?.focus();

/** Brings a part of the page up to date (data-refresh: seconds), and loads the
    page anew once that part no longer changes by itself. */
function keepUpToDate(part) {
  const wait = () => setTimeout(look, 1000 * Number(part.dataset.refresh));
  async function look() {
    if (document.hidden || part.contains(document.activeElement)) return wait();
    let html = "";
    try {
      const answer = await fetch(location.href, { headers: { "Planraum-Fragment": "1" } });
      if (answer.ok) html = await answer.text();
    } catch {
      // No connection: look again later.
    }
    if (!html) return wait();
    const next = new DOMParser().parseFromString(html, "text/html").getElementById(part.id);
    if (!next?.dataset.refresh) return location.reload();
    part.replaceChildren(...next.childNodes);
    wait();
  }
  wait();
}

const changing = document.querySelector("[data-refresh]");
if (changing) keepUpToDate(changing);

// Sources belong on the paper; not every browser prints them closed.
addEventListener("beforeprint", () => {
  for (const sources of document.querySelectorAll("details.sources")) sources.open = true;
});

// A form that puts something into a text learns where the cursor was.
for (const place of document.querySelectorAll("[data-cursor-of]")) {
  const typed = place.form?.elements.namedItem(place.dataset.cursorOf);
  const note = () => {
    place.value = typed.selectionStart;
  };
  for (const moved of ["keyup", "click", "input", "select"]) typed?.addEventListener(moved, note);
}
