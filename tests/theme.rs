//! A site's own templates and static files, in the place of the built-in ones and beside them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can not go on fails"
)]

mod invented;

use dateline::diagnostics::{self, Diagnostic};
use dateline::render::{Renderer, Theme};
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn printed<'d>(all: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let mut printed = String::new();
    for diagnostic in all {
        writeln!(printed, "{}\n", diagnostics::render(diagnostic, false)).unwrap();
    }
    printed
}

/// What is reported of these files, at loading and at rendering; each message once.
fn reported(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let theme = match Theme::load(folder.path(), "en") {
        Ok(theme) => theme,
        Err(failures) => return printed(&failures),
    };
    let site = invented::site();
    let entries = invented::entries(&site);
    let digest = invented::digest(site, entries);
    let renderer = Renderer::new(&digest, &theme);
    let first = renderer
        .pages()
        .find_map(|page| renderer.render(&page).err());
    printed(renderer.diagnostics().iter().chain(first.as_deref()))
}

#[test]
fn a_file_of_the_same_name_takes_the_place_of_the_built_in_one() {
    let folder = folder(&[
        ("templates/404.html", "{% include \"parts/own.html\" %}"),
        (
            "templates/parts/own.html",
            "{{ site.title }}: {{ page.kind }} & <{{ root }}>",
        ),
        ("templates/notes.txt", "{{ not a template"),
        ("static/style.css", "body { color: teal }"),
        ("static/pictures/map.txt", "map"),
        ("static/.well-known/security.txt", "mailto"),
        ("static/.secret", "secret"),
    ]);
    let theme = Theme::load(folder.path(), "en").unwrap();
    let site = invented::site();
    let entries = invented::entries(&site);
    let pages = invented::pages(&invented::digest(site, entries), &theme);
    let text = |path: &str| std::str::from_utf8(&pages[path]).unwrap();
    assert_eq!(text("404.html"), "The Lomna Digest: not_found & </lomna/>");
    assert_eq!(text("style.css"), "body { color: teal }");
    assert_eq!(text("pictures/map.txt"), "map");
    assert_eq!(text(".well-known/security.txt"), "mailto");
    assert!(text("favicon.svg").starts_with("<svg"));
    assert!(!pages.contains_key(".secret"));
}

#[test]
fn a_template_that_walks_through_a_map_gives_the_same_each_time() {
    let walk = "{% for name, value in site %}{{ name }} {% endfor %}";
    let folder = folder(&[("templates/404.html", walk)]);
    let pages = invented::pages(
        &invented::digest(invented::site(), Vec::new()),
        &Theme::load(folder.path(), "en").unwrap(),
    );
    assert_eq!(
        std::str::from_utf8(&pages["404.html"]).unwrap(),
        "base_url description direction language licence navigation pages search title "
    );
}

#[test]
fn a_broken_template_is_shown_where_it_is_broken() {
    insta::assert_snapshot!(
        "syntax",
        reported(&[
            (
                "templates/article.html",
                "{% extends \"base.html\" %}\n\n{% block main %}\n<h1>{{ article.title </h1>\n{% endblock main %}\n"
            ),
            ("templates/topic.html", "{% for x in %}\n{% endfor %}"),
        ])
    );
    insta::assert_snapshot!(
        "unknown_names",
        reported(&[(
            "templates/home.html",
            "{% extends \"base.html\" %}\n{% block main %}\n  {{ lead.title | shout }} {{ <banner /> }}\n{% endblock main %}\n{% block foot %}{% endblock foot %}\n",
        )])
    );
    insta::assert_snapshot!(
        "rendering",
        reported(&[(
            "templates/article.html",
            "{% extends \"base.html\" %}\n{% block main %}\n  {{ article.title }} {{ artcle.date }}\n{% endblock main %}\n",
        )])
    );
    insta::assert_snapshot!(
        "rendering_a_field",
        reported(&[(
            "templates/home.html",
            "{% extends \"base.html\" %}\n{% block main %}{{ lead.titel }}{% endblock main %}\n",
        )])
    );
    insta::assert_snapshot!(
        "rendering_in_a_built_in_template",
        reported(&[(
            "templates/topics.html",
            "{% extends \"base.html\" %}\n{% block main %}{{ <teaser item={1} /> }}{% endblock main %}\n",
        )])
    );
    insta::assert_snapshot!(
        "no_parent",
        reported(&[("templates/topics.html", "{% extends \"bass.html\" %}\n")])
    );
}

#[test]
fn words_that_no_language_has_are_shown_where_they_are_asked_for() {
    insta::assert_snapshot!(
        "unknown_words",
        reported(&[(
            "templates/404.html",
            "<h1>{{ \"not_hree\" | say }}</h1>\n{% if false %}{{ 'banner'|say(n=1) }}{% endif %}\n"
        )])
    );
    insta::assert_snapshot!(
        "words_without_a_value",
        reported(&[(
            "templates/404.html",
            "{{ \"page_of\" | say(number=1, totl=2) }}"
        )])
    );
    insta::assert_snapshot!(
        "words_that_are_not_asked_for",
        reported(&[
            (
                "languages/en.toml",
                "[words]\nlatset = \"New\"\nbanner = \"Vote\"\n"
            ),
            ("templates/404.html", "{{ \"banner\" | say }}"),
        ])
    );
}

#[test]
fn what_is_filled_in_is_escaped_unless_it_is_markup() {
    let said = |template: &str| {
        let folder = folder(&[
            ("languages/en.toml", "[words]\nown = \"<{n}> & {who}\""),
            ("templates/404.html", template),
        ]);
        let theme = Theme::load(folder.path(), "en").unwrap();
        let pages = invented::pages(&invented::digest(invented::site(), Vec::new()), &theme);
        String::from_utf8(pages["404.html"].clone()).unwrap()
    };
    let text = said("{{ \"own\" | say(n=1200, who=\"<b>\") }}");
    assert_eq!(text, "&lt;1,200&gt; &amp; &lt;b&gt;");
    let markup =
        said("{% set who %}<b>{{ \"<\" }}</b>{% endset %}{{ \"own\" | say(n=1, who=who) }}");
    assert_eq!(markup, "&lt;1&gt; &amp; <b>&lt;</b>");
    let mixed = said("{% set n %}<i>1</i>{% endset %}{{ \"own\" | say(n=n, who=\"<b>\") }}");
    assert_eq!(mixed, "&lt;<i>1</i>&gt; &amp; &lt;b&gt;");
}

#[test]
fn a_static_file_takes_no_page_s_place() {
    insta::assert_snapshot!(
        "collisions",
        reported(&[
            ("static/index.html", "mine"),
            ("static/Topics/Index.html", "mine"),
            ("static/archive", "a file where a folder is"),
            ("static/404.html/x.txt", "a folder where a file is"),
            ("static/topics/extra.txt", "free"),
        ])
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_refused() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.txt", "secret"), ("dir/a.txt", "a")]);
    let site = folder(&[("static/a.txt", "a"), ("templates/parts/x.html", "x")]);
    symlink(
        outside.path().join("secret.txt"),
        site.path().join("static/b.txt"),
    )
    .unwrap();
    symlink(outside.path().join("dir"), site.path().join("static/c")).unwrap();
    symlink(site.path().join("static"), site.path().join("templates/d")).unwrap();
    let failures = Theme::load(site.path(), "en").unwrap_err();
    insta::assert_snapshot!("links", printed(&failures));

    let inside = folder(&[("static/a.txt", "a")]);
    symlink(
        inside.path().join("static/a.txt"),
        inside.path().join("static/b.txt"),
    )
    .unwrap();
    assert!(Theme::load(inside.path(), "en").is_ok());
}

#[test]
fn a_template_that_is_no_text_is_refused() {
    let site = folder(&[("templates/x.html", "")]);
    std::fs::write(site.path().join("templates/x.html"), [0xff, 0xfe, 0x00]).unwrap();
    let failures = Theme::load(site.path(), "en").unwrap_err();
    insta::assert_snapshot!("no_text", printed(&failures));
    assert!(Theme::load(Path::new("no such folder"), "en").is_ok());
}

#[test]
fn every_value_that_a_template_is_given_is_documented() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theming.md");
    let document = std::fs::read_to_string(document).unwrap();
    let names = "{% for name, value in __tera_context %}{{ name }} {% endfor %}";
    for (template, page) in [
        ("home.html", "index.html"),
        ("article.html", "2025/02/28/bridge/index.html"),
        (
            "section.html",
            "2025/02/28/bridge/a-long-morning/index.html",
        ),
        ("topics.html", "topics/index.html"),
        ("topic.html", "topics/world/index.html"),
        ("quotes.html", "quotes/index.html"),
        ("corrections.html", "corrections/index.html"),
        ("speakers.html", "speakers/index.html"),
        ("speaker.html", "speakers/mira-kovac/index.html"),
        ("archive.html", "archive/2025/02/index.html"),
    ] {
        let folder = folder(&[(&format!("templates/{template}"), names)]);
        let site = invented::site();
        let entries = invented::entries(&site);
        let digest = invented::digest(site, entries);
        let pages = invented::pages(&digest, &Theme::load(folder.path(), "en").unwrap());
        let given = std::str::from_utf8(&pages[page]).unwrap();
        let start = document.find(&format!("**{template}**")).unwrap();
        let paragraph = document[start..].split("\n\n").next().unwrap();
        for name in given.split_whitespace() {
            let is_everywhere = ["site", "root", "page"].contains(&name);
            let is_documented = paragraph.contains(&format!("`{name}`"));
            assert!(is_everywhere || is_documented, "{template}: {name}");
        }
        assert!(given.split_whitespace().count() > 3, "{template}: {given}");
    }
}

#[test]
fn the_style_and_the_scripts_are_small() {
    let pages = invented::built(invented::site());
    let size = |ending: &str| -> usize {
        let files = pages.iter().filter(|(path, _)| !path.contains('/'));
        let files = files.filter(|(path, _)| path.ends_with(ending));
        files.map(|(_, bytes)| bytes.len()).sum()
    };
    assert!((5_000..15_000).contains(&size(".css")), "{}", size(".css"));
    assert!((5_000..10_240).contains(&size(".js")), "{}", size(".js"));
}
