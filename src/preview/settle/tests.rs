use super::*;
use crate::config::{Register, Site};
use crate::{article, quotes};
use proptest::prelude::*;

fn text(file: &[u8], decision: &Decision) -> String {
    String::from_utf8(write(file, decision).unwrap()).unwrap()
}

fn by(words: &str, name: &str) -> Decision {
    Decision::Speaker {
        words: words.into(),
        name: name.into(),
    }
}

fn none(words: &str) -> Decision {
    Decision::Skip {
        words: words.into(),
    }
}

fn back(words: &str) -> Decision {
    Decision::TakeBack {
        words: words.into(),
    }
}

const BODY: &str = "Ferry opens\n\n“Nobody pays more,” he said.\n";

#[test]
fn a_file_without_front_matter_gets_one() {
    let new = text(BODY.as_bytes(), &by("Nobody pays", "Anton Bell"));
    let lines = "+++\n[[quote]]\nmatch = \"Nobody pays\"\nspeaker = \"Anton Bell\"\n+++\n";
    assert_eq!(new, format!("{lines}{BODY}"));
    assert_eq!(text(new.as_bytes(), &back("Nobody pays")), BODY);
}

#[test]
fn comments_order_and_line_ends_stay() {
    let before = "\u{feff}\r\n+++ \r\n# Who?\r\ntopics = [\r\n  'B', # second\r\n]\r\ntitle   =  \"A\"\t# a title\r\n\r\n[[correction]]\r\ndate = 2031-05-04\r\ntext = '''a\r\nb'''\r\n# at the end\r\n+++\r\n“Nobody pays,” he said.\r\n";
    let new = text(before.as_bytes(), &none("Nobody pays"));
    let (head, rest) = before.split_once("# at the end\r\n").unwrap();
    let lines = "# at the end\r\n\r\n[[quote]]\r\nmatch = \"Nobody pays\"\r\nskip = true\r\n";
    assert_eq!(new, format!("{head}{lines}{rest}"));
    let dated = text(
        before.as_bytes(),
        &Decision::Date(jiff::civil::date(2031, 5, 4)),
    );
    assert_eq!(
        dated,
        before.replace("# a title\r\n", "# a title\r\ndate = 2031-05-04\r\n")
    );
}

#[test]
fn a_second_thought_changes_the_name_alone() {
    let before = "+++\n[[quote]] # the first\nmatch = 'Nobody pays'\nspeaker = \"Anton\" # surely\n\n# the second\n[[quote]]\nmatch = \"more\"\nskip = true\n+++\n";
    let new = text(before.as_bytes(), &by("Nobody pays", "Bell"));
    assert_eq!(new, before.replace("\"Anton\"", "\"Bell\""));
    let new = text(before.as_bytes(), &back("Nobody pays"));
    assert_eq!(
        new,
        "+++\n\n# the second\n[[quote]]\nmatch = \"more\"\nskip = true\n+++\n"
    );
    let new = text(before.as_bytes(), &by("more", "Bell"));
    assert!(
        new.contains("speaker = \"Bell\"") && new.starts_with(&before[..before.len() - 4]),
        "{new}"
    );
    let new = text(before.as_bytes(), &none("Nobody pays"));
    assert!(
        !new.contains("Anton") && new.contains("# the second"),
        "{new}"
    );
}

#[test]
fn old_line_ends_stay_too() {
    let before = "+++\rtitle = 'A'\r+++\r“Nobody pays,” he said.\r";
    let new = text(before.as_bytes(), &none("Nobody pays"));
    assert_eq!(
        new,
        "+++\rtitle = 'A'\r\r[[quote]]\rmatch = \"Nobody pays\"\rskip = true\r+++\r“Nobody pays,” he said.\r"
    );
}

#[test]
fn what_can_t_be_changed_without_harm_is_left() {
    let settle = by("Nobody pays", "Anton Bell");
    for file in [
        &b"\xffNobody"[..],
        b"\xff\xfeN\0o\0",
        b"N\0o\0b\0o\0d\0y\0",
        b"+++\nquote = [{ match = \"a\", skip = true }]\n+++\n",
        b"+++\ntitle = \n+++\n",
        b"+++\nno end\n",
        b"+++\nquote = 1\n+++\n",
    ] {
        assert!(
            write(file, &settle).is_err(),
            "{}",
            String::from_utf8_lossy(file)
        );
    }
    let dated = b"+++\ndate = 2031-05-04\n+++\n";
    let day = Decision::Date(jiff::civil::date(2031, 5, 5));
    assert!(write(dated, &day).is_err());
    assert!(write(dated, &back("Nobody")).is_err());
}

/// The parts of front matter as editors write it.
fn front_matter() -> impl Strategy<Value = String> {
    let top = prop::sample::select(vec![
        "# a comment\n",
        "\n",
        "title = \"A “title”\" # why\n",
        "topics = [ 'One',\n  \"Two\", # last\n]\n",
        "  draft=true\n",
        "standfirst = \"\"\"\nSeveral\n[[quote]]\nlines\"\"\"\n",
        "author = 'J. +++ Doe'\n",
    ]);
    let tables = prop::sample::select(vec![
        "[[quote]]\nmatch = \"Old Iron\"\nskip = true\n",
        "\n[[ quote ]]  # settled\nspeaker = 'Mira'\nmatch = 'We'\n",
        "[[correction]]\ndate = 2031-05-04\ntext = \"It [[was]] wrong.\" # so\n\n",
        "# between\n",
    ]);
    let once = prop::collection::hash_set(top, 0..5);
    (once, prop::collection::vec(tables, 0..4), any::<bool>()).prop_map(|(top, tables, fenced)| {
        let inside: String = top.into_iter().chain(tables).collect();
        match fenced || !inside.is_empty() {
            true => format!("+++\n{inside}+++\n"),
            false => String::new(),
        }
    })
}

fn words() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ,.'\"\\\\#=\\[\\]é“”+]{1,30}".prop_filter("words", |words| !words.trim().is_empty())
}

proptest! {
    #[test]
    fn a_settlement_takes_effect_and_nothing_else_changes(
        head in front_matter(),
        quoted in "[A-Z][a-z]{2,8}( [a-zé]{2,8}){5,9}",
        name in "[A-Z][a-zč']{2,8} [A-Z][a-z\"\\\\]{2,8}",
        markdown in any::<bool>(),
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
        mark in any::<bool>(),
    ) {
        let body = format!("Ferry opens\n\nA crossing had been shut.\n\n“{quoted}.”\n");
        let body = if markdown { format!("# {body}") } else { body };
        let mark = if mark { "\u{feff}" } else { "" };
        let before = format!("{mark}{head}{body}").replace('\n', line_end);
        let decision = by(&quoted, &name);
        let new = write(before.as_bytes(), &decision).unwrap();

        // All of the old file is there, with one run of lines more.
        let new_text = String::from_utf8(new.clone()).unwrap();
        let added = new_text.len() - before.len();
        let at = before.bytes().zip(new_text.bytes()).take_while(|(a, b)| a == b).count();
        let is_old = |at: usize| new_text.as_bytes()[..at] == before.as_bytes()[..at] && new_text.as_bytes()[at + added..] == before.as_bytes()[at..];
        prop_assert!((0..=at).rev().any(is_old), "{new_text}");

        // The quotation is the speaker's.
        let path = if markdown { "a.md" } else { "a.txt" };
        let (site, register) = (Site::default(), Register::default());
        let document = source::read(&new, path).unwrap();
        let (article, _) = article::read(&document, &site);
        let (entry, diagnostics) = quotes::read(document, article, &site, &register);
        let of = entry.quotations.iter().find(|q| q.span.of(&entry.document.text).contains(&quoted));
        let speaker = of.and_then(|quotation| entry.speaker_of(quotation));
        prop_assert_eq!(speaker.map(|speaker| &*speaker.name), Some(&*name));
        let ours = diagnostics.iter().filter(|d| d.code == "settlement" && d.location.as_ref().is_some_and(|l| l.span.of(&l.text).contains(&quoted)));
        prop_assert_eq!(ours.count(), 0);

        // Taken back, it is as it was, but for an empty front matter and an empty line.
        let old = String::from_utf8(write(&new, &back(&quoted)).unwrap()).unwrap();
        let bare = |text: &str| {
            let text = text.trim_start_matches('\u{feff}');
            let lines: Vec<String> = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            let is_empty = lines.starts_with(&["+++".to_owned(), "+++".to_owned()]);
            lines[if is_empty { 2 } else { 0 }..].to_vec()
        };
        prop_assert_eq!(bare(&before), bare(&old));
    }

    #[test]
    fn any_words_and_names_are_written_as_they_are(head in front_matter(), words in words(), name in words()) {
        let before = format!("{head}{BODY}");
        for decision in [by(&words, &name), none(&words)] {
            let new = write(before.as_bytes(), &decision).unwrap();
            let settled = source::read(&new, "a.txt").unwrap().front_matter.settlements.clone();
            prop_assert_eq!(&settled.last().unwrap().words, &words);
        }
    }

    #[test]
    fn no_bytes_make_it_panic_or_harm(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "(\\+\\+\\+\r?\n?|[a-z=\\[\\]\" \r\n]){0,60}") {
        for file in [&bytes[..], text.as_bytes()] {
            for decision in [by("a", "b"), none("a"), back("a"), Decision::Date(jiff::civil::date(2031, 5, 4))] {
                if let Ok(new) = write(file, &decision) {
                    prop_assert!(takes_effect(file, &new, &decision));
                }
            }
        }
    }
}
