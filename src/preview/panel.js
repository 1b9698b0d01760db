// The preview's part of a page: loads it again when the site has changed, and shows an editor what there is to settle.
//
// All text is set as text, never as markup; the panel stands in a shadow tree, so that it and the theme leave each other
// alone.
// Keeps the place: after a reload the reader is where they were, and so is the panel.
const place = "_dateline " + location.pathname;
const kept = JSON.parse(sessionStorage.getItem(place) || "{}");
sessionStorage.removeItem(place);
const keep = () => sessionStorage.setItem(place, JSON.stringify({ top: scrollY, panel: panel?.scroller.scrollTop, at: panel?.at }));
if (kept.top !== undefined) {
  history.scrollRestoration = "manual";
  const back = () => scrollTo({ top: kept.top, behavior: "instant" });
  back();
  addEventListener("load", back);
}

let panel = null;
let leaving = false;

function listen() {
  const events = new EventSource(own + "events?" + location.pathname);
  events.onmessage = event => {
    if (leaving || event.data === String(told.number)) return;
    leaving = true;
    keep();
    location.reload();
  };
  addEventListener("pagehide", () => events.close());
}

// A place in the page of its own, with the panel's style.
function shade(name) {
  const host = make("div", { id: "_dateline-" + name });
  const root = host.attachShadow({ mode: "open" });
  root.append(make("link", { rel: "stylesheet", href: own + "panel.css" }));
  document.body.append(host);
  return root;
}

function showTrouble(messages) {
  const root = shade("trouble");
  const close = () => root.host.remove();
  const box = make("section.trouble", { role: "alert", "aria-label": "This can't be built" },
    make("header", {}, make("h2", {}, "This can't be built; the page is the last good one"), make("button", { type: "button", onclick: close }, "Hide")),
    messages.map(message => make("pre", { tabindex: "0" }, message)));
  root.append(box);
  addEventListener("keydown", event => event.key === "Escape" && close());
}

// Articles that no reader sees yet are marked wherever a heading leads to them.
function markLinks() {
  const marked = new Map([...told.future.map(path => [path, "Dated after today"]), ...told.drafts.map(path => [path, "Draft"])]);
  if (!marked.size) return;
  for (const link of document.querySelectorAll("h1 a, h2 a, h3 a, h4 a")) {
    const path = decodeURI(new URL(link.href).pathname).slice(1).replace(/index\.html$/, "");
    if (!marked.has(path)) continue;
    link.classList.add("_dateline-unpublished");
    link.dataset.dateline = marked.get(path);
  }
}

async function send(address, body) {
  const response = await fetch(own + address, {
    method: "POST",
    headers: { "content-type": "application/json", "x-dateline-token": told.token },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text() || "The preview does not answer.");
}

const percent = share => Math.round(share * 100) + " %";
const doubts = { unattributed: "Unattributed", doubtful: "Doubtful", sure: "Sure", settled: "Settled" };

class Panel {
  constructor(article) {
    this.article = article;
    this.at = -1;
    this.root = shade("panel");
    this.status = make("p.status", { role: "status" });
    this.items = article.quotations.map((item, at) => this.quotation(item, at));
    // The page of a section shows the section's quotations; those of the rest of the article come behind them.
    const here = article.quotations.filter(item => !item.elsewhere);
    const elsewhere = this.items.slice(here.length);
    const open = here.filter(item => item.doubt === "unattributed").length;
    const doubtful = here.filter(item => item.doubt === "doubtful").length;
    const count = (n, one, many) => n + " " + (n === 1 ? one : many);
    const summary = [count(here.length, "quotation", "quotations") + (article.section ? " in this section" : ""), open && open + " unattributed", doubtful && doubtful + " doubtful"].filter(Boolean).join(", ");
    this.scroller = make("aside.panel", { "aria-label": "Review", tabindex: "-1" },
      make("header", {},
        make("h2", {}, "Review"),
        make("a", { href: own + "speakers" }, "Speakers"),
        make("button", { type: "button", "aria-expanded": "true", onclick: () => this.fold() }, "Hide")),
      make("p.file", {}, article.document),
      article.section && make("p.section", {}, "Section “" + article.section + "” of ", make("a", { href: "/" + article.path }, "the article")),
      (article.draft || article.future) && make("p.unpublished", {}, [article.draft && "Draft: a build leaves it out.", article.future && "Dated after today."].filter(Boolean).join(" ")),
      make("p", {}, summary),
      make("p.keys", {}, make("kbd", {}, "n"), " ", make("kbd", {}, "p"), " next, previous · ", make("kbd", {}, "Enter"), " settle · ", make("kbd", {}, "s"), " no quotation · ", make("kbd", {}, "Esc"), " back to the text"),
      this.status,
      article.undated && this.date(),
      make("ol.quotations", { "aria-label": "Quotations" }, this.items.slice(0, here.length)),
      elsewhere.length > 0 && make("h3", {}, "Elsewhere in the article (" + elsewhere.length + ")"),
      elsewhere.length > 0 && make("ol.quotations.elsewhere", { "aria-label": "Quotations elsewhere in the article" }, elsewhere),
      this.section("Worded differently elsewhere", article.wordings.map(wording => this.wordings(wording))),
      this.section("Settled", article.settlements.map(settled => this.settlement(settled))),
      this.section("Reports", article.diagnostics.map(report => make("li" + (report.error ? ".error" : ""), {}, make("p", {}, report.message), make("pre", { tabindex: "0" }, report.shown)))),
      this.section("Left out of the page", article.dropped.map(line => make("li", {}, make("p.reason", {}, line.reason.replaceAll("-", " ")), make("p", {}, line.text)))),
      make("datalist", { id: "names" }, article.names.map(name => make("option", { value: name }))));
    this.root.append(this.scroller);
    document.documentElement.classList.add("_dateline-beside");
    addEventListener("keydown", event => this.key(event));
    for (const item of article.quotations) {
      for (const row of item.rows) {
        const element = document.getElementById(row);
        if (!element) continue;
        element.classList.add("_dateline-" + item.doubt);
        element.addEventListener("click", event => !event.target.closest("a") && this.go(article.quotations.indexOf(item)));
      }
    }
    this.markEvidence();
    if (kept.panel !== undefined) this.scroller.scrollTop = kept.panel;
    if (kept.at >= 0) this.go(Math.min(kept.at, this.items.length - 1), true);
  }

  section(title, items) {
    return items.length > 0 && make("details", { open: title === "Reports" || title.startsWith("Worded") }, make("summary", {}, title + " (" + items.length + ")"), make("ul", {}, items));
  }

  quotation(item, at) {
    const name = make("input", { type: "text", list: "names", value: item.speaker || (item.candidates.length === 1 ? item.candidates[0] : ""), "aria-label": "Speaker", autocomplete: "off", spellcheck: "false" });
    const lines = make("pre.lines");
    const write = () => lines.textContent = item.match.map(words => "[[quote]]\n" + words + "\nspeaker = " + JSON.stringify(name.value || "…")).join("\n");
    name.addEventListener("input", write);
    write();
    const settle = () => name.value.trim()
      ? this.decide({ speaker: { rows: item.rows, name: name.value } })
      : (name.focus(), this.say("Who said it? Write the name, or say that it is no quotation."));
    const skip = () => this.decide({ skip: { rows: item.rows } });
    const evidence = item.evidence && [
      make("dt", {}, "Evidence"),
      make("dd", {}, item.evidence),
      item.mention && [make("dt", {}, "Mention"), make("dd", {}, make("mark.mention", {}, item.mention.words))],
      item.cue && [make("dt", {}, "Cue"), make("dd", {}, make("mark.cue", {}, item.cue.words))],
      item.doubt !== "settled" && [make("dt", {}, "Confidence"), make("dd", {}, make("meter", { min: 0, max: 1, value: item.confidence }), " ", percent(item.confidence))],
    ].flat(2);
    const form = make("form", { onsubmit: event => (event.preventDefault(), settle()) },
      make("label", {}, "Speaker ", name),
      item.candidates.length > 1 && make("p.candidates", { role: "group", "aria-label": "The text leaves open" },
        item.candidates.map(candidate => make("button", { type: "button", onclick: () => { name.value = candidate; write(); name.focus(); } }, candidate))),
      lines,
      make("p.buttons", {},
        make("button.settle", { type: "submit" }, "Write into the file"),
        make("button.skip", { type: "button", onclick: skip }, "No quotation")));
    const element = make("li." + item.doubt, { tabindex: "-1", "data-id": item.id, onfocusin: () => this.go(at, true) },
      make("p.doubt", {}, doubts[item.doubt], item.kind === "partial" && " · fragment"),
      make("blockquote", {}, make("a", { href: this.address(item) }, item.words)),
      make("p.who", {}, item.speaker ? item.speaker : item.candidates.length ? "May be " + item.candidates.join(" or ") : "Nobody is named", item.role && make("span.role", {}, ", " + item.role)),
      evidence && make("dl", {}, evidence),
      form);
    element.settle = settle;
    element.skip = skip;
    element.name = name;
    return element;
  }

  address({ id, elsewhere }) {
    return (elsewhere ? "/" + this.article.path : "") + "#" + id;
  }

  // A statement in this article's words and in another's, side by side, what differs marked.
  wordings({ id, speaker, document, there, changes, lines }) {
    const shown = side => changes.flatMap(change => [" ", change.same ?? (change[side] ? make("mark.differs", {}, change[side]) : make("mark.differs.none", { title: "nothing here" }, "–"))]).slice(1);
    const own = this.article.quotations.find(item => item.rows.includes(id));
    const half = (title, href, side) => make("figure." + side, {}, make("figcaption", {}, make("a", { href }, title)), make("blockquote", {}, shown(side)));
    return make("li.wording", {},
      make("p.who", {}, speaker),
      make("div.beside", {}, half("Here", own ? this.address(own) : "#" + id, "here"), half(document, "/" + there, "there")),
      make("p", {}, "Compare both with their sources. If it is wrong here, mend the text and tell the readers in the front matter:"),
      make("pre.lines", {}, lines));
  }

  settlement(settled) {
    return make("li", {},
      make("p", {}, "“" + settled.match + "”: " + (settled.speaker || "no quotation")),
      make("p.buttons", {}, make("button", { type: "button", onclick: () => this.decide({ back: { words: settled.match } }) }, "Take back")));
  }

  date() {
    const day = make("input", { type: "date", required: true });
    return make("form.date", { onsubmit: event => (event.preventDefault(), this.decide({ date: { date: day.value } })) },
      make("label", {}, "The article has no date ", day), " ",
      make("button", { type: "submit" }, "Write into the file"));
  }

  async decide(decision) {
    this.say("Writing …");
    try {
      await send("settle", { document: this.article.document, version: this.article.version, decision });
      this.say("Written into " + this.article.document);
    } catch (error) {
      this.say(error.message, true);
    }
  }

  say(text, isError = false) {
    this.status.textContent = text;
    this.status.classList.toggle("error", isError);
  }

  fold() {
    const isOpen = !this.scroller.classList.toggle("folded");
    document.documentElement.classList.toggle("_dateline-beside", isOpen);
    const button = this.scroller.querySelector("header button");
    button.textContent = isOpen ? "Hide" : "Review";
    button.setAttribute("aria-expanded", isOpen);
  }

  // Makes a quotation the one that keys mean, in the panel and in the text.
  go(at, isQuiet = false) {
    if (at < 0 || at >= this.items.length || (at === this.at && isQuiet)) return;
    for (const element of document.querySelectorAll("._dateline-here")) element.classList.remove("_dateline-here");
    this.items[this.at]?.removeAttribute("aria-current");
    this.at = at;
    const item = this.items[at];
    item.setAttribute("aria-current", "true");
    for (const row of this.article.quotations[at].rows) document.getElementById(row)?.classList.add("_dateline-here");
    if (isQuiet) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", behavior: "instant" });
    document.getElementById(this.article.quotations[at].id)?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const focus = this.root.activeElement;
    const isWriting = (focus && focus.matches("input")) || document.activeElement?.matches("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && focus) {
      focus.blur();
      document.getElementById(this.article.quotations[this.at]?.id)?.scrollIntoView({ block: "center", behavior: "instant" });
    } else if (isWriting) {
      return;
    } else if (event.key === "n" || event.key === "j") {
      this.go(Math.min(this.at + 1, this.items.length - 1));
    } else if (event.key === "p" || event.key === "k") {
      this.go(Math.max(this.at - 1, 0));
    } else if (event.key === "Enter" && focus === this.items[this.at]) {
      focus.name.focus();
      focus.name.select();
    } else if (event.key === "s" && focus && focus === this.items[this.at]) {
      focus.skip();
    } else {
      return;
    }
    event.preventDefault();
  }

  // Shows cue and mention of each quotation in the text, without a change to its elements.
  markEvidence() {
    if (!window.CSS?.highlights) return;
    const text = new PageText();
    const found = { cue: [], mention: [] };
    for (const item of this.article.quotations) {
      for (const kind of ["cue", "mention"]) {
        const isShown = item[kind] && !(this.article.section && item[kind].parted);
        const range = isShown && text.find(item.id, item[kind]);
        if (range) found[kind].push(range);
      }
    }
    for (const kind of ["cue", "mention"]) CSS.highlights.set("_dateline-" + kind, new Highlight(...found[kind]));
  }
}

// The text of the page as a reader has it, each character with the node that it stands in.
class PageText {
  constructor() {
    const walker = document.createTreeWalker(document.querySelector("main") || document.body, NodeFilter.SHOW_TEXT,
      node => node.parentElement.closest("aside, script, style, nav") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    this.text = "";
    this.places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.data.length; at++) {
        // It only keeps a mark and what follows on one line.
        if (node.data[at] === "\u2060") continue;
        const character = /\s/.test(node.data[at]) ? " " : node.data[at];
        if (character === " " && this.text.endsWith(" ")) continue;
        this.text += character;
        this.places.push([node, at]);
      }
    }
  }

  find(id, { words, before, skip }) {
    const element = document.getElementById(id);
    if (!element) return null;
    let at = this.places.findIndex(([node]) => element.contains(node));
    if (at < 0) return null;
    if (before) {
      for (let i = 0; i <= skip && at >= 0; i++) at = this.text.lastIndexOf(words, at - (i ? 1 : words.length));
    } else {
      while (at < this.places.length && element.contains(this.places[at][0])) at++;
      for (let i = 0; i <= skip && at >= 0; i++) at = this.text.indexOf(words, at + (i ? 1 : 0));
    }
    if (at < 0) return null;
    const range = document.createRange();
    const [last, lastAt] = this.places[at + words.length - 1];
    range.setStart(...this.places[at]);
    range.setEnd(last, lastAt + 1);
    return range;
  }
}

listen();
if (told.future) markLinks();
if (told.article) panel = new Panel(told.article);
if (told.trouble.length) showTrouble(told.trouble);
