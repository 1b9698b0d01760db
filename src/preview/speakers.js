// The view of all speakers: who is who, written into content/speakers.toml.
//
// All text is set as text, never as markup.
const chosen = new Set();

const field = (label, input) => make("p", {}, make("label", {}, label, " ", input));
const text = (value, more = {}) => make("input", { type: "text", value: value || "", autocomplete: "off", spellcheck: "false", ...more });

// What the register is to say of these, who are one.
function describe(speakers) {
  const [first] = [...speakers].sort((a, b) => b.quotations - a.quotations);
  const entries = speakers.map(speaker => speaker.entry).filter(Boolean);
  const known = key => entries.map(entry => entry[key]).find(Boolean);
  const name = text(first.name, { required: true });
  const role = text(known("role"), { placeholder: first.role || "" });
  const kind = make("select", {}, ["", "person", "organisation", "unnamed"].map(of =>
    make("option", { value: of, selected: of === (known("kind") || (entries.length ? "" : first.kind === "person" ? "" : first.kind)) }, of || "as the text shows")));
  const wikidata = text(known("wikidata"), { pattern: "Q[0-9]+", placeholder: "Q42" });
  const names = make("textarea", { rows: 5 }, [...new Set([...speakers.map(speaker => speaker.name), ...entries.flatMap(entry => entry.aliases)])].join("\n"));
  const status = make("p.status", { role: "status" });
  const close = () => (dialog.close(), dialog.remove());
  const dialog = make("dialog", { "aria-labelledby": "what", oncancel: () => dialog.remove() },
    make("form", { onsubmit: event => (event.preventDefault(), write()) },
      make("h2", { id: "what" }, speakers.length > 1 ? "These are one speaker" : first.name),
      field("Name that is shown", name),
      field("All names that mean this speaker, one a line", names),
      field("Role, where an article gives none", role),
      field("Kind", kind),
      field("Wikidata", wikidata),
      status,
      make("p.buttons", {}, make("button.settle", { type: "submit" }, "Write into content/speakers.toml"), make("button", { type: "button", onclick: close }, "Cancel"))));
  async function write() {
    status.textContent = "Writing …";
    const response = await fetch(own + "speakers", {
      method: "POST",
      headers: { "content-type": "application/json", "x-dateline-token": told.token },
      body: JSON.stringify({
        version: told.version,
        names: names.value.split("\n").map(line => line.trim()).filter(Boolean),
        name: name.value,
        role: role.value || null,
        kind: kind.value || null,
        wikidata: wikidata.value || null,
      }),
    }).catch(error => ({ ok: false, text: () => error.message }));
    if (response.ok) status.textContent = "Written";
    else status.textContent = await response.text();
  }
  document.body.append(dialog);
  dialog.showModal();
  name.select();
}

const join = make("button", { type: "button", disabled: true, onclick: () => describe(told.speakers.filter(speaker => chosen.has(speaker.name))) }, "Join those that are ticked");
const choose = speaker => event => {
  if (event.target.checked) chosen.add(speaker.name);
  else chosen.delete(speaker.name);
  join.disabled = chosen.size < 2;
};

const rows = told.speakers.map(speaker => {
  const row = make("tr", {},
    make("td", {}, make("input", { type: "checkbox", "aria-label": "Join " + speaker.name, onchange: choose(speaker) })),
    make("th", { scope: "row" }, make("a", { href: speaker.href }, speaker.name)),
    make("td", {}, speaker.kind),
    make("td", {}, speaker.role || ""),
    make("td", {}, speaker.also.join(", ")),
    make("td", {}, String(speaker.quotations)),
    make("td", {}, speaker.entry ? "yes" : ""),
    make("td", {}, make("button", { type: "button", "aria-label": "Describe " + speaker.name, onclick: () => describe([speaker]) }, "Describe")));
  row.words = [speaker.name, speaker.role || "", ...speaker.also].join(" ").toLowerCase();
  return row;
});
const filter = make("input", { type: "search", oninput: () => rows.forEach(row => row.hidden = !row.words.includes(filter.value.toLowerCase())) });

document.querySelector("main").append(
  make("p", {}, make("a", { href: "/" }, "Back to the site")),
  make("h1", {}, "Speakers"),
  told.trouble.length > 0 && make("section", { role: "alert" }, make("h2", {}, "The site can't be built as it is now"), told.trouble.map(message => make("pre", { tabindex: "0" }, message))),
  told.offers.length > 0 && make("details", { open: true }, make("summary", {}, "May be one (" + told.offers.length + ")"), told.offers.map(offer => make("pre", { tabindex: "0" }, offer))),
  make("p.buttons", {}, make("label", {}, "Find ", filter), join),
  make("table", {},
    make("thead", {}, make("tr", {}, ["", "Name", "Kind", "Role", "Also", "Quotations", "In the register", ""].map(head => make("th", { scope: "col" }, head)))),
    make("tbody", {}, rows)));

const events = new EventSource(own + "events?" + location.pathname);
events.onmessage = event => event.data !== String(told.number) && location.reload();
addEventListener("pagehide", () => events.close());
