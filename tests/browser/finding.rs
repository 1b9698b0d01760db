//! What a reader does with the scripts: filter, search, copy, go back, reload; and that all is there without them.

use super::devtools::{Browser, Tab};
use super::{folder_of, server, site};

fn text(tab: &mut Tab, expression: &str) -> String {
    let value = tab.evaluate(expression);
    value
        .as_str()
        .unwrap_or_else(|| panic!("{expression}: {value}"))
        .to_owned()
}

const STATUS: &str = "document.getElementById('_status').textContent";
const FOUND: &str =
    "document.querySelectorAll('#_found .quotes > li, #_found .teasers > li').length";

#[test]
fn quotations_are_filtered_without_a_page_load() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server::serve(site(false), "/lomna/");
    let mut tab = browser.open_tab();
    tab.show_as(1440, "light");
    tab.load(&format!("{}quotes/", server.address));
    let fetched = |tab: &Tab| {
        tab.requests()
            .iter()
            .filter(|r| r.contains("/quotes/index/"))
            .count()
    };
    assert_eq!(fetched(&tab), 0);
    tab.evaluate("document.body.kept = 'the same page'");

    tab.press("/");
    tab.type_in("bridge open");
    tab.wait_for(&format!("{STATUS} === 'Found: 1' && {FOUND} === 1"));
    assert!(
        text(
            &mut tab,
            "document.querySelector('#_found blockquote').innerText"
        )
        .contains("The bridge is open")
    );
    assert_eq!(
        tab.evaluate("document.getElementById('_whole').hidden"),
        true
    );
    assert!(text(&mut tab, "location.search").contains("q=bridge+open"));
    assert_eq!(fetched(&tab), 2);

    tab.evaluate("const field = document.querySelector('[name=q]'); field.value = ''; field.form.elements.speaker.focus()");
    tab.type_in("kovac");
    tab.wait_for(&format!(
        "{FOUND} > 3 && location.search === '?speaker=kovac'"
    ));
    let speakers = text(
        &mut tab,
        "[...new Set([...document.querySelectorAll('#_found .who a')].map(a => a.textContent))].sort().join()",
    );
    assert_eq!(
        speakers,
        "Mira Kovac,Mira Kovač".trim_start_matches("Mira Kovac,")
    );
    let many = tab.evaluate(FOUND).as_i64().unwrap();
    tab.evaluate("const kind = document.querySelector('[name=kind]'); kind.focus(); kind.value = 'partial'; kind.dispatchEvent(new Event('input', { bubbles: true }))");
    tab.wait_for(&format!("{FOUND} > 0 && {FOUND} < {many}"));
    tab.evaluate("history.back()");
    tab.wait_for(&format!(
        "{FOUND} === {many} && document.querySelector('[name=kind]').value === ''"
    ));
    assert_eq!(tab.evaluate("document.body.kept"), "the same page");

    // The address alone brings the same again, and what leads nowhere says so.
    tab.load(&format!(
        "{}quotes/?speaker=kovac&from=2025-01-01",
        server.address
    ));
    tab.wait_for(&format!("{FOUND} > 0 && {FOUND} < {many}"));
    tab.load(&format!("{}quotes/?q=zzz", server.address));
    tab.wait_for(&format!("{STATUS} === 'Nothing was found.'"));
    tab.load(&format!("{}quotes/?kind=unattributed", server.address));
    tab.wait_for(&format!("{FOUND} > 0"));
    let link = text(&mut tab, "document.querySelector('#_found cite a').href");
    tab.load(&link);
    assert!(text(&mut tab, "document.querySelector(':target').className").contains("unattributed"));
    assert_eq!(tab.complaints(), Vec::<String>::new());
}

#[test]
fn the_text_is_searched_in_the_browser() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server::serve(site(false), "/lomna/");
    let mut tab = browser.open_tab();
    tab.show_as(390, "light");
    tab.load(&format!("{}search/", server.address));
    let fetched = |tab: &Tab| tab.requests().iter().any(|r| r.contains("/search/index/"));
    assert!(!fetched(&tab));
    tab.press("/");
    tab.type_in("weir");
    tab.wait_for(&format!("{FOUND} === 1"));
    assert!(fetched(&tab));
    assert_eq!(text(&mut tab, STATUS), "Found: 1");
    assert_eq!(text(&mut tab, "location.search"), "?q=weir");
    assert_eq!(
        text(&mut tab, "document.querySelector('#_found h2 a').pathname"),
        "/lomna/2025/02/26/talks/"
    );
    tab.press("ArrowDown");
    assert_eq!(
        text(&mut tab, "document.activeElement.textContent"),
        "Talks on the Lomna end without a paper"
    );
    tab.press("ArrowUp");
    assert_eq!(text(&mut tab, "document.activeElement.name"), "q");
    for asked in tab.requests() {
        assert!(asked.starts_with(&server.address), "asks for {asked}");
    }

    // Reloaded, with a filter.
    tab.load(&format!(
        "{}search/?q=promise&speaker=Jonas+Wiek&year=2025",
        server.address
    ));
    tab.wait_for(&format!("{FOUND} === 1"));
    let said = text(&mut tab, "document.querySelector('#_found .run').innerText");
    assert!(
        said.contains("a promise that can be walked on") && said.contains("Jonas Wiek"),
        "{said}"
    );
    let place = text(&mut tab, "document.querySelector('#_found .run a').href");
    tab.load(&place);
    assert_eq!(
        tab.evaluate("document.querySelector(':target').dataset.by"),
        "Jonas Wiek, deputy mayor"
    );
    tab.load(&format!("{}search/?q=zzzz", server.address));
    tab.wait_for(&format!("{STATUS} === 'Nothing was found.'"));
    assert_eq!(tab.complaints(), Vec::<String>::new());
}

#[test]
fn a_quotation_is_copied_with_its_source() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server::serve(site(false), "/lomna/");
    let mut tab = browser.open_tab();
    tab.show_as(1440, "light");
    tab.allow_clipboard(server.address.trim_end_matches("/lomna/"));
    let article = format!("{}2025/02/28/bridge/", server.address);
    tab.load(&article);
    tab.evaluate("document.querySelector('#q-2 .opener').focus()");
    tab.press("Enter");
    tab.press("Tab");
    assert_eq!(
        text(&mut tab, "document.activeElement.textContent"),
        "Copy link"
    );
    tab.press("Enter");
    tab.wait_for("document.activeElement.textContent === 'Copied'");
    let copied = |tab: &mut Tab| {
        tab.evaluate("navigator.clipboard.readText().then(text => document.body.copied = text)");
        tab.wait_for("document.body.copied");
        let copied = text(tab, "document.body.copied");
        tab.evaluate("document.body.copied = ''");
        copied
    };
    assert_eq!(copied(&mut tab), format!("{article}#q-2"));
    tab.press("Tab");
    tab.press("Enter");
    tab.wait_for("document.activeElement.textContent === 'Copied'");
    assert_eq!(
        copied(&mut tab),
        format!(
            "“The bridge is open, and it is open to both banks,” — Mira Kovač, mayor of Vestra, \
             Bridge at Vestra reopens after seven months · The Lomna Digest, 28 February 2025, {article}#q-2"
        )
    );

    // Each kind of page shows another part of it on its cards.
    let mut citations = Vec::new();
    for (page, within) in [
        ("", ""),
        ("quotes/", ""),
        ("quotes/?q=promise", "#_found "),
        ("speakers/mira-kovac/", ""),
        ("2025/02/28/bridge/a-long-morning/", ""),
    ] {
        tab.load(&format!("{}{page}", server.address));
        let button = format!("document.querySelector('{within}.quote .copy button:last-child')");
        tab.wait_for(&button);
        tab.evaluate("document.body.copied = ''");
        tab.evaluate(&format!("{button}.click()"));
        tab.wait_for(&format!("{button}.textContent === 'Copied'"));
        let copied = copied(&mut tab).replace(&server.address, "/");
        citations.push(format!("/{page}\n  {copied}"));
    }
    insta::assert_snapshot!("citations", citations.join("\n"));
    assert_eq!(tab.complaints(), Vec::<String>::new());
}

#[test]
fn without_scripts_everything_is_there() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let server = server::serve(site(false), "/lomna/");
    let mut tab = browser.open_tab();
    tab.show_as(390, "light");
    tab.let_scripts_run(false);
    for path in [
        "",
        "quotes/",
        "search/",
        "2025/02/28/bridge/",
        "speakers/mira-kovac/",
    ] {
        tab.load(&format!("{}{path}", server.address));
        let shown = text(&mut tab, "document.body.innerText");
        assert!(!shown.contains("Copy"), "{path}: {shown}");
        assert_eq!(
            tab.evaluate("[...document.forms].some(form => form.checkVisibility())"),
            false,
            "{path}"
        );
        assert_eq!(
            tab.evaluate("[...document.querySelectorAll('main a')].length > 2"),
            true,
            "{path}"
        );
    }
}

#[test]
fn a_folder_says_that_finding_needs_a_server() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let folder = folder_of(site(true));
    let mut tab = browser.open_tab();
    for page in ["quotes", "search"] {
        tab.load(&format!(
            "file://{}/{page}/index.html",
            folder.path().display()
        ));
        assert!(text(&mut tab, STATUS).contains("needs a web server"));
        assert_eq!(
            tab.evaluate("document.getElementById('_find').checkVisibility()"),
            false
        );
        assert_eq!(tab.complaints(), Vec::<String>::new());
    }
}
