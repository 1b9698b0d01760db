// Filters the quotations of the whole site. Its files are fetched when a reader begins: a list of who and what there is,
// and the parts that can hold what is sought.
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const split = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  // Whether each word begins one of the text's.
  const has = (text, words) => {
    const all = split(text);
    return words.every((word) => all.some((one) => one.startsWith(word)));
  };

  const files = {};
  const fetched = (name) =>
    (files[name] ??= fetch(`${say.root}quotes/index/${name}.json`)
      .then((answer) => answer.json())
      .catch((error) => {
        delete files[name];
        throw error;
      }));

  // The parts that have a word which begins so; none where all must be looked through.
  const partsWith = async (list, word) => {
    const letters = [...word].slice(0, 2);
    if (!list.words.length || letters.length < 2) return;
    const codes = letters.map((letter) => letter.codePointAt(0));
    const key = codes.every((code) => code < 128) ? letters.join("") : codes.map((code) => code.toString(16)).join("-");
    const known = list.words.includes(key) ? await fetched(`words/${key}`) : {};
    return Object.keys(known).flatMap((one) => (one.startsWith(word) ? known[one] : []));
  };

  const card = (list, [title, href, iso, date], [, id, speaker, role, kind, words]) => {
    const of = list.speakers[speaker];
    const name = of ? of[0] : say.unattributed;
    const said = words[0].map
      ? make("p", words[0].map((piece, n) => (n % 2 ? make("mark", piece) : piece)), { className: "sentence" })
      : words.map((part) => make("p", say.quoted.replace("{words}", () => part)));
    const who = make("p", of ? make("a", name, { href: say.root + of[1] }) : name, { className: "who" });
    if (role) who.append(make("span", say.role.replace("{role}", () => role), { className: "role" }));
    const cite = make("cite", make("a", title, { href: `${say.root + href}#${id}` }));
    const meta = make("p", [make("time", date, { dateTime: iso }), " ", cite], { className: "meta" });
    const figure = make("figure", [make("blockquote", said), make("figcaption", [who, meta])], { className: `quote ${kind}` });
    return make("li", figure);
  };

  seek(30, async (get, most) => {
    const list = await fetched("list");
    const [words, name, role] = ["q", "speaker", "role"].map((field) => split(get(field)));
    const [from, to, kind] = [get("from"), get("to"), get("kind")];
    const topic = list.topics.indexOf(get("topic"));
    const exact = list.speakers.some((one) => one[0] === get("speaker"));
    const fits = (one) =>
      (exact ? one[0] === get("speaker") : has(one[0], name)) && (!role.length || one[3].some((of) => has(of, role)));
    const speakers = (name.length || role.length) && new Set([...list.speakers.keys()].filter((id) => fits(list.speakers[id])));
    const parts = (await Promise.all(words.map((word) => partsWith(list, word)))).filter(Boolean);
    const items = [];
    for (const [part, [, first, last, who, about]] of list.parts.entries()) {
      const may =
        parts.every((all) => all.includes(part)) &&
        (!from || last >= from) && (!to || (first && first <= to)) &&
        (!speakers || who.some((id) => speakers.has(id))) &&
        (topic < 0 || about.includes(topic));
      if (!may) continue;
      const { articles, rows } = await fetched(part);
      for (const row of rows) {
        const [article, , speaker, of, how, text] = row;
        const [, , date, , topics] = articles[article];
        const is =
          (!speakers || speakers.has(speaker)) &&
          (topic < 0 || topics.includes(topic)) &&
          (!from || date >= from) && (!to || (date && date <= to)) &&
          (!kind || kind === (speaker < 0 ? "unattributed" : how)) &&
          has(of, role) && has(text.flat().join(" "), words);
        if (!is) continue;
        if (items.length === most) return { items };
        items.push(card(list, articles[article], row));
      }
    }
    return { items, all: items.length };
  });

  form.elements.speaker.addEventListener("input", async ({ target }) => {
    const { speakers } = await fetched("list");
    const some = speakers.filter((one) => has(one[0], split(target.value))).slice(0, 40);
    document.getElementById("_names").replaceChildren(...some.map((one) => option(one[0])));
  });
})();
