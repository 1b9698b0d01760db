// What the page that searches and the one that filters quotations have in common: what is sought stands in the address,
// what is found in a list of which more can be asked for, and a line tells how it stands.
const form = document.getElementById("_find");
const say = form.dataset;
const root = new URL(say.root, location);

const make = (name, content, attributes) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...[content].flat());
  return made;
};
const option = (value) => make("option", value, { value });

// `find` gives what is found for a field's value by its name: `all`, how many there are of which the first `most` are
// in `items`; without `all` there are more.
const seek = (step, find) => {
  const [found, status, whole] = ["_found", "_status", "_whole"].map((id) => document.getElementById(id));
  if (location.protocol === "file:") {
    form.hidden = true;
    status.textContent = say.server;
    return;
  }
  const sought = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  let turn = 0;
  const run = async (most = step) => {
    const now = ++turn;
    const query = sought();
    const tell = (words, count) => (status.textContent = words.replace("{count}", count));
    if (whole) whole.hidden = !!query.size;
    if (!query.size) {
      found.replaceChildren();
      return tell("");
    }
    tell(say.loading);
    try {
      const { all, items } = await find((name) => query.get(name)?.trim() ?? "", most);
      if (now !== turn) return;
      tell(items.length ? (all >= 0 ? say.count : say.first) : say.none, all ?? items.length);
      found.replaceChildren(make("ol", items, { className: say.list }));
      if (all === undefined || all > items.length) {
        const more = make("button", say.more);
        more.onclick = async () => {
          await run(most + step);
          found.querySelectorAll("li:has(h2, blockquote)")[most]?.querySelector("a").focus();
        };
        found.append(more);
      }
      found.dispatchEvent(new Event("cards", { bubbles: true }));
    } catch {
      if (now === turn) tell(say.failed);
    }
  };

  const restore = () => {
    const query = new URLSearchParams(location.search);
    for (const field of form.elements) {
      const value = query.get(field.name) ?? "";
      if (field.name) field.value = value;
      // What can be chosen may not be known yet.
      if (value && field.options && !field.value) field.append(make("option", value, { selected: true }));
    }
    run();
  };
  // One step back for each field that was changed, not for each letter.
  let fresh = true;
  const settle = () => {
    const query = sought();
    history[fresh ? "pushState" : "replaceState"](null, "", location.pathname + (query.size ? `?${query}` : ""));
    fresh = false;
    run();
  };
  let pause;
  const soon = (wait) => {
    clearTimeout(pause);
    pause = setTimeout(settle, wait);
  };
  form.addEventListener("focusin", () => (fresh = true));
  form.addEventListener("input", () => soon(200));
  form.addEventListener("reset", () => soon(0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  addEventListener("popstate", restore);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = document.activeElement;
    const { q } = form.elements;
    if (event.key === "/" && !at.matches("input, select")) {
      event.preventDefault();
      q.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hits = [q, ...found.querySelectorAll("a")];
    if (!step || !hits.includes(at)) return;
    event.preventDefault();
    hits[hits.indexOf(at) + step]?.focus();
  });
  if (location.search) restore();
};
