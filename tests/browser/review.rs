//! The review panel on the page of a section, and where two articles quote one statement differently.

use super::devtools::{Browser, Tab};
use super::program::Site;
use super::running::Preview;

const BRIDGE: &str = "\
Bridge at Vestra opens again

“The bridge is open, and the ferry runs every hour of the day,” said Mira Kovač, mayor of Vestra.


The fares

“Nobody pays more than last year and nobody ever will.”

The harbour board met until midnight, Anton Bell said, and “we print the list tomorrow”.


The dues

“We take what the board takes,” said Oskar Lind, the harbour master.
";

const TIMETABLE: &str = "\
Vestra prints a new timetable

“The bridge is shut, and the ferry runs every hour of the day,” said Mira Kovač, mayor of Vestra.
";

const ARTICLE: &str = "/2019/05/04/bridge/";

fn site() -> Site {
    let site = Site::empty();
    site.write("content/2019-05-04-bridge.txt", BRIDGE);
    site.write("content/2019-05-05-timetable.txt", TIMETABLE);
    site
}

/// The values that `each` gives of all that `selector` finds in the panel.
fn in_panel(tab: &mut Tab, selector: &str, each: &str) -> Vec<String> {
    let found = tab.evaluate(&format!(
        "[...document.querySelector('#_dateline-panel').shadowRoot.querySelectorAll('{selector}')].map(e => {each})"
    ));
    let found = found.as_array().unwrap().iter();
    found
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

fn open(tab: &mut Tab, preview: &Preview, path: &str) {
    tab.load(&format!("http://{}{path}", preview.host()));
    tab.wait_until("document.querySelector('#_dateline-panel')?.shadowRoot.querySelector('ol.quotations') != null");
    assert_eq!(tab.complaints(), Vec::<String>::new(), "{path}");
}

#[test]
fn a_section_s_page_shows_its_quotations_first() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let site = site();
    let preview = Preview::of(&site);
    let mut tab = browser.open_tab();
    tab.show_as(1280, "light");
    open(&mut tab, &preview, &format!("{ARTICLE}the-fares/"));
    let words = "e.querySelector('blockquote').innerText";
    let own = in_panel(&mut tab, "ol.quotations:not(.elsewhere) > li", words);
    assert_eq!(
        own,
        [
            "Nobody pays more than last year and nobody ever will.",
            "we print the list tomorrow"
        ]
    );
    let others = in_panel(&mut tab, "ol.elsewhere > li", words);
    assert_eq!(others.len(), 2, "{others:?}");
    let links = in_panel(&mut tab, "ol.elsewhere blockquote a", "e.pathname");
    assert_eq!(links, [ARTICLE, ARTICLE]);
    let section = in_panel(&mut tab, ".section", "e.innerText");
    assert_eq!(section, ["Section “The fares” of the article"]);
    let marked = tab.evaluate("document.querySelector('._dateline-unattributed').innerText");
    assert_eq!(
        marked.as_str().unwrap(),
        "“Nobody pays more than last year and nobody ever will.”"
    );

    // A key goes to the section's own first, and what is settled here stands in the article's file.
    tab.press("n");
    tab.wait_until(
        "document.querySelector('._dateline-here')?.classList.contains('_dateline-unattributed')",
    );
    tab.press("Enter");
    tab.type_in("Anton Bell");
    tab.evaluate("document.querySelector('#_dateline-panel').shadowRoot.querySelector('li button.settle').click()");
    tab.wait_until("document.querySelector('#_dateline-panel')?.shadowRoot.querySelector('li.settled') != null");
    assert_eq!(
        tab.evaluate("location.pathname"),
        format!("{ARTICLE}the-fares/")
    );
    let lines = "+++\n[[quote]]\nmatch = \"Nobody pays more than last year\"\nspeaker = \"Anton Bell\"\n+++\n";
    assert_eq!(
        site.read("content/2019-05-04-bridge.txt"),
        format!("{lines}{BRIDGE}")
    );
}

#[test]
fn two_wordings_of_a_statement_stand_side_by_side() {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let site = site();
    let preview = Preview::of(&site);
    let mut tab = browser.open_tab();
    tab.show_as(1280, "dark");
    for (path, here, there, other) in [
        (ARTICLE, "open", "shut", "/2019/05/05/timetable/"),
        ("/2019/05/05/timetable/", "shut", "open", ARTICLE),
    ] {
        open(&mut tab, &preview, path);
        let words = |one| format!("The bridge is {one} and the ferry runs every hour of the day");
        for (side, one) in [("here", here), ("there", there)] {
            let side = format!(".wording .{side}");
            let shown = in_panel(
                &mut tab,
                &format!("{side} blockquote"),
                "e.innerText.replaceAll(',', '')",
            );
            assert_eq!(shown, [words(one)], "{path}");
            let differs = in_panel(
                &mut tab,
                &format!("{side} mark"),
                "e.innerText.replaceAll(',', '')",
            );
            assert_eq!(differs, [one], "{path}");
        }
        let beside = "e.getBoundingClientRect().top.toFixed()";
        let tops = in_panel(&mut tab, ".wording figure", beside);
        assert_eq!(tops[0], tops[1], "{path}: not side by side");
        let lines = in_panel(&mut tab, ".wording .lines", "e.innerText");
        assert!(
            lines[0].starts_with("[[correction]]\ndate = ") && lines[0].contains("Mira Kovač"),
            "{lines:?}"
        );
        let link = in_panel(&mut tab, ".wording .there a", "e.href").remove(0);
        open(
            &mut tab,
            &preview,
            link.split_once(&preview.host()).unwrap().1,
        );
        assert_eq!(tab.evaluate("location.pathname"), other);
        let target = tab.evaluate("document.querySelector(':target').innerText");
        assert!(target.as_str().unwrap().contains(there), "{target}");
    }
}
