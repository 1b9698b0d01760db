//! A whole day of an editor with the preview: paste, look, settle, break something, mend it, build.

use super::devtools::{Browser, Tab};
use super::program::Site;
use super::running::Preview;

const FILE: &str = "content/2019-05-04-ferry.txt";
const PAGE: &str = "/2019/05/04/ferry/";

/// A text in which one quotation has no speaker, long enough to be scrolled.
fn article() -> String {
    let lines = "The crews of the town filled sacks with sand and laid them before the doors.\n\n"
        .repeat(40);
    format!(
        "Ferry line to Vestra opens again\n\nThe crossing had been shut since the spring floods.\n\n\
         “The bridge is open, and the ferry runs every hour,” said Mira Kovač, mayor of Vestra.\n\n\
         The harbour board met until midnight and published its list of fares.\n\n\
         “Nobody pays more than last year and nobody ever will.”\n\n\
         {lines}"
    )
}

/// Something in the panel.
fn panel(selector: &str) -> String {
    format!("document.querySelector('#_dateline-panel')?.shadowRoot.querySelector('{selector}')")
}

fn open(tab: &mut Tab, address: &str) {
    tab.load(address);
    assert_eq!(tab.complaints(), Vec::<String>::new(), "{address}");
}

#[test]
fn an_editor_s_day() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let site = Site::empty();
    site.write(
        "content/2019-05-03-rain.txt",
        "Rain in Vestra\n\nIt rained for a day.\n",
    );
    let preview = Preview::of(&site);
    let address = |path: &str| format!("http://{}{path}", preview.host());
    let mut tab = browser.open_tab();
    tab.show_as(1280, "light");

    // A text is pasted, and appears on the page that is open.
    open(&mut tab, &address("/"));
    assert_eq!(
        tab.evaluate("document.body.innerText.includes('Ferry line')"),
        false
    );
    site.write(FILE, article());
    tab.wait_until("document.body.innerText.includes('Ferry line')");

    // The doubtful quotation stands first in the panel, and is marked in the text; so is what names the other's speaker.
    open(&mut tab, &address(PAGE));
    tab.wait_until(&format!("{} != null", panel("li.unattributed")));
    let first = panel("ol.quotations li");
    let words = tab.evaluate(&format!("{first}.querySelector('blockquote').innerText"));
    assert_eq!(
        words,
        "Nobody pays more than last year and nobody ever will."
    );
    let marked = tab.evaluate("document.querySelector('._dateline-unattributed').innerText");
    assert_eq!(
        marked,
        "“Nobody pays more than last year and nobody ever will.”"
    );
    let evidence = |kind| {
        format!("[...CSS.highlights.get('_dateline-{kind}')].map(range => range.toString()).join()")
    };
    assert_eq!(tab.evaluate(&evidence("cue")), "said");
    assert_eq!(tab.evaluate(&evidence("mention")), "Mira Kovač");
    let names = "[...document.querySelector('#_dateline-panel').shadowRoot.querySelectorAll('button, input, a')].every(e => \
        (e.innerText || e.getAttribute('aria-label') || e.labels?.[0]?.innerText || '').trim())";
    assert_eq!(tab.evaluate(names), true, "a control has no name");

    // It is settled: by key to the quotation, its speaker typed, the lines shown, the button pressed.
    tab.press("n");
    tab.wait_until(&format!("{first}.getAttribute('aria-current') === 'true'"));
    tab.press("Enter");
    tab.type_in("Anton Bell");
    let lines =
        "[[quote]]\nmatch = \"Nobody pays more than last year\"\nspeaker = \"Anton Bell\"\n";
    let shown = tab.evaluate(&format!("{first}.querySelector('.lines').textContent"));
    assert_eq!(shown, lines.trim_end());
    tab.evaluate("scrollTo({ top: 300, behavior: 'instant' })");
    let top = tab.evaluate("scrollY");
    assert!(top.as_f64().unwrap() > 0.0);
    tab.evaluate(&format!("{first}.querySelector('button.settle').click()"));

    // The page comes again by itself, where it was, and the file has these lines more and no others.
    tab.wait_until(&format!(
        "{} != null && {} == null",
        panel("li.settled"),
        panel("li.unattributed")
    ));
    assert_eq!(site.read(FILE), format!("+++\n{lines}+++\n{}", article()));
    tab.wait_until(&format!("Math.abs(scrollY - {top}) < 2"));
    let who = tab.evaluate(&format!("{}.innerText", panel("li.settled .who")));
    assert_eq!(who, "Anton Bell");

    // A template breaks: its mistake is shown, and the last good page stays.
    site.write(
        "templates/article.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ artikel }}{% endblock main %}\n",
    );
    tab.wait_until("document.querySelector('#_dateline-trouble') !== null");
    let trouble = tab.evaluate(
        "document.querySelector('#_dateline-trouble').shadowRoot.querySelector('pre').innerText",
    );
    let trouble = trouble.as_str().unwrap();
    assert!(
        trouble.contains("templates/article.html:2:20") && trouble.contains("{{ artikel }}"),
        "{trouble}"
    );
    preview.wait_for("templates/article.html:2:20");
    assert_eq!(
        tab.evaluate("document.querySelector('main').innerText.includes('Nobody pays')"),
        true
    );

    // It is mended.
    std::fs::remove_file(site.path("templates/article.html")).unwrap();
    tab.wait_until("document.querySelector('main') !== null && document.querySelector('#_dateline-trouble') === null");

    // A speaker gets a name and a role in the register.
    open(&mut tab, &address("/_dateline/speakers"));
    tab.evaluate("document.querySelector('[aria-label=\"Describe Anton Bell\"]').click()");
    tab.wait_until("document.querySelector('dialog[open]') !== null");
    tab.type_in("Anton F. Bell");
    tab.evaluate("document.querySelector('dialog .settle').click()");
    tab.wait_until("document.querySelector('dialog') === null && document.querySelector('main').innerText.includes('Anton F. Bell')");
    let register = "[[speaker]]\nname = \"Anton F. Bell\"\naliases = [\"Anton Bell\"]\n";
    assert_eq!(site.read("content/speakers.toml"), register);

    // What is published has no trace of it.
    assert!(!site.path("public").exists());
    site.build();
    for (path, bytes) in site.tree("public") {
        let holds = |words: &str| {
            bytes
                .windows(words.len())
                .any(|window| window == words.as_bytes())
        };
        assert!(!holds("_dateline") && !holds(&preview.host()), "{path}");
    }
}
