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

  const equip = (place) => {
    for (const card of place.querySelectorAll(".quote[data-cite]")) {
      const meta = card.querySelector(".meta");
      const address = () => meta.querySelector("a").href;
      const words = () => card.querySelector("blockquote").innerText.trim().replace(/\s+/g, " ");
      meta.append(" ", pair(address, () => `${words()} — ${card.dataset.cite}, ${address()}`));
    }
  };
  equip(document);
  document.addEventListener("cards", (event) => equip(event.target));

  // In running text the buttons come when they are called.
  const date = document.querySelector(".story > header time")?.textContent;
  for (const said of document.querySelectorAll(".body .quotation[id]")) {
    const opener = document.createElement("button");
    opener.className = "opener";
    opener.ariaLabel = opener.title = say.quotation;
    opener.ariaExpanded = "false";
    const words = said.textContent;
    const address = () => new URL(`#${said.id}`, location).href;
    const source = [said.dataset.by, document.title, date].filter(Boolean).join(", ");
    let open;
    opener.addEventListener("click", () => {
      open = open ? void open.remove() : pair(address, () => `${words} — ${source}, ${address()}`);
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
