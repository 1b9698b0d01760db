// The page that searches. Pagefind's script and the pieces of its index are fetched when a reader searches.
(() => {
  const { topic, speaker, year } = form.elements;

  let engine;
  const load = async () => {
    const pagefind = await import(new URL("search/index/pagefind.js", root));
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 24 });
    const filters = await pagefind.filters();
    for (const field of [topic, year]) {
      const wanted = field.value;
      field.replaceChildren(field.options[0], ...Object.keys(filters[field.name] ?? {}).map(option));
      field.value = wanted;
    }
    document.getElementById("_names").append(...Object.keys(filters.speaker ?? {}).map(option));
    return pagefind;
  };

  // Pagefind's excerpts are HTML, of which only the marks are let through.
  const text = (html) => new DOMParser().parseFromString(`<p>${html}`, "text/html").body.textContent;
  const excerpt = (html) => html.split(/<\/?mark>/).map((piece, n) => (n % 2 ? make("mark", text(piece)) : text(piece)));

  // The places in an article, each once: sections, and quotations; only the speaker's own where one is sought.
  const places = (all) => {
    const own = all.filter(({ anchor }) => anchor && anchor.id !== "_main");
    const each = [...new Map(own.map((place) => [place.url, place])).values()];
    const isSaid = ({ anchor }) => anchor.id.startsWith("q-");
    const theirs = each.filter((place) => isSaid(place) && place.title === speaker.value);
    return (theirs.length ? theirs : each).slice(0, 4).map((place) => {
      const link = make("a", isSaid(place) ? excerpt(place.excerpt) : place.title, { href: place.url });
      const who = place.title === "?" ? say.unattributed : place.title;
      return make("li", isSaid(place) ? [link, make("span", ` — ${who}`, { className: "role" })] : link);
    });
  };
  const hit = ({ url, meta, excerpt: words, sub_results }) =>
    make("li", make("article", [
      make("h2", make("a", meta.title, { href: url })),
      make("p", excerpt(words)),
      make("p", meta.date ?? "", { className: "meta" }),
      make("ul", places(sub_results), { className: "run" }),
    ], { className: "teaser" }));

  seek(10, async (get, most) => {
    engine ??= load().catch((error) => {
      engine = null;
      throw error;
    });
    const pagefind = await engine;
    const filters = {};
    for (const name of ["topic", "speaker", "year"]) if (get(name)) filters[name] = [get(name)];
    const sort = get("sort") ? { date: get("sort") } : {};
    const { results } = await pagefind.search(get("q") || null, { filters, sort });
    const data = await Promise.all(results.slice(0, most).map((result) => result.data()));
    return { all: results.length, items: data.map(hit) };
  });
})();
