// Buttons that copy the address of a quotation, or its words with who said them and where. A page without them is whole.
(() => {
  const say = document.currentScript.dataset;

  const button = (words, text) => {
    const made = document.createElement("button");
    made.textContent = words;
    made.ariaLive = "polite";
    made.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text());
        made.textContent = say.copied;
        setTimeout(() => (made.textContent = words), 2000);
      } catch {
        prompt(words, text());
      }
    });
    return made;
  };
  const pair = (address, citation) => {
    const both = document.createElement("span");
    both.className = "copy";
    both.append(button(say.link, address), " ", button(say.citation, citation));
    return both;
  };

  // A card that does not show its article stands on that article's page, or tells it.
  const date = document.querySelector(".story > header time")?.textContent;
  const joined = (...parts) => parts.filter(Boolean).join(", ");
  const here = joined(document.title, date);
  const site = document.querySelector(".nameplate").textContent;
  const equip = (place) => {
    for (const card of place.querySelectorAll(".quote")) {
      const shown = (of) => card.querySelector(of)?.textContent;
      const meta = card.querySelector(".meta");
      const address = () => meta.querySelector("a").href;
      const words = () => card.querySelector("blockquote").innerText.trim().replace(/\s+/g, " ");
      const of = shown("cite") ? joined(shown("cite"), site, shown("time")) : (card.dataset.of ?? here);
      const by = card.dataset.by ?? shown(".who");
      meta.append(" ", pair(address, () => `${words()} — ${joined(by, of, address())}`));
    }
  };
  equip(document);
  document.addEventListener("cards", (event) => equip(event.target));

  // In running text the buttons come when they are called.
  for (const said of document.querySelectorAll(".body .quotation[id]")) {
    const opener = document.createElement("button");
    opener.className = "opener";
    opener.ariaLabel = opener.title = say.quotation;
    opener.ariaExpanded = "false";
    const words = said.textContent;
    const address = () => new URL(`#${said.id}`, location).href;
    let open;
    opener.addEventListener("click", () => {
      open = open ? void open.remove() : pair(address, () => `${words} — ${joined(said.dataset.by, here, address())}`);
      if (open) opener.after(open);
      opener.ariaExpanded = String(!!open);
    });
    // On the line of the last word, where it is always seen.
    const last = said.lastChild;
    const end = document.createElement("span");
    end.className = "end";
    const isSeen = last.data && matchMedia("(hover: none)").matches;
    end.append(isSeen ? last.splitText(last.data.search(/\S{0,20}$/)) : "", opener);
    said.append(end);
  }
})();
