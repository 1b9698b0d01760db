use super::inline::{self, Annotation, Kind, Page};
use super::links::Links;
use crate::article::{Inline, Markup};
use crate::span::Span;
use proptest::prelude::*;

/// A block with random markup, and random spans in it that are marked.
#[derive(Debug)]
struct Sample {
    text: String,
    inlines: Vec<Inline>,
    annotations: Vec<Annotation>,
}

#[derive(Clone, Debug)]
enum Step {
    Words(String),
    Replaced(String),
    Break,
    Open(Markup),
    Close,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let markup = prop_oneof![
        Just(Markup::Emphasis),
        Just(Markup::Strong),
        Just(Markup::Code),
        prop_oneof![
            Just("https://example.org/?a=1&b=\"2\""),
            Just("javascript:alert(1)"),
            Just("topics/"),
        ]
        .prop_map(|address| Markup::Link(address.into())),
    ];
    let step = prop_oneof![
        4 => "[a“”’&<>\"é\u{202e} ]{0,8}".prop_map(Step::Words),
        1 => "[&<x]{1,3}".prop_map(Step::Replaced),
        1 => Just(Step::Break),
        2 => markup.prop_map(Step::Open),
        2 => Just(Step::Close),
    ];
    prop::collection::vec(step, 0..16)
}

fn samples() -> impl Strategy<Value = Sample> {
    let spans = prop::collection::vec(
        (
            any::<prop::sample::Index>(),
            any::<prop::sample::Index>(),
            0..3_u8,
        ),
        0..8,
    );
    (steps(), spans).prop_map(|(steps, spans)| {
        let mut text = String::new();
        let mut inlines = Vec::new();
        let mut depth = 0;
        for step in steps {
            let start = text.len();
            match step {
                Step::Words(words) => {
                    text.push_str(&words);
                    inlines.push(Inline::Text(Span::new(start, text.len())));
                }
                Step::Replaced(shown) => {
                    text.push_str("&amp;");
                    inlines.push(Inline::Replaced(Span::new(start, text.len()), shown.into()));
                }
                Step::Break => {
                    text.push_str("  \n");
                    inlines.push(Inline::Break(Span::new(start, text.len())));
                }
                Step::Open(markup) => {
                    text.push('*');
                    depth += 1;
                    inlines.push(Inline::Open(markup));
                }
                Step::Close if depth > 0 => {
                    text.push('*');
                    depth -= 1;
                    inlines.push(Inline::Close);
                }
                Step::Close => {}
            }
        }
        inlines.extend(std::iter::repeat_n(Inline::Close, depth));
        let places: Vec<usize> = (0..=text.len())
            .filter(|&at| text.is_char_boundary(at))
            .collect();
        let mut annotations: Vec<Annotation> = spans
            .into_iter()
            .enumerate()
            .map(|(n, (a, b, kind))| {
                let (a, b) = (*a.get(&places), *b.get(&places));
                annotation(n, Span::new(a.min(b), a.max(b)), kind)
            })
            .collect();
        annotations.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end), a.kind));
        Sample {
            text,
            inlines,
            annotations,
        }
    })
}

fn annotation(n: usize, span: Span, kind: u8) -> Annotation {
    let (kind, element) = match kind {
        0 => (Kind::Dateline, "span"),
        1 => (Kind::Quotation, "span"),
        _ => (Kind::Mention, "a"),
    };
    Annotation {
        span,
        kind,
        element,
        open: format!("<{element} id=\"q-{n}\">"),
        again: format!("<{element}>"),
    }
}

impl Sample {
    fn html(&self) -> (String, Vec<bool>) {
        let mut html = String::new();
        let links = Links::new(&crate::config::Site::default());
        let page = Page {
            links: &links,
            root: "../",
            article: "talks/",
        };
        let whole = Span::new(0, self.text.len());
        let began = inline::write(
            &mut html,
            &self.text,
            &self.inlines,
            whole,
            &self.annotations,
            &page,
        );
        (html, began)
    }
}

/// The names of all tags in order, end tags with their slash; and the text between, entities read.
fn taken_apart(html: &str) -> (Vec<String>, String) {
    let mut tags = Vec::new();
    let mut text = String::new();
    for piece in html.split_inclusive('>') {
        let (before, tag) = piece.split_once('<').unwrap_or((piece, ""));
        text.push_str(before);
        if !tag.is_empty() {
            tags.push(tag.trim_end_matches('>').to_owned());
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    (tags, text)
}

proptest! {
    #[test]
    fn elements_nest_whatever_is_marked(sample in samples()) {
        let (html, _) = sample.html();
        let mut open: Vec<String> = Vec::new();
        for tag in taken_apart(&html).0 {
            let name = tag.split(' ').next().unwrap().to_owned();
            match name.strip_prefix('/') {
                Some(name) => prop_assert_eq!(open.pop(), Some(name.to_owned()), "{}", html),
                None if name == "br" => {}
                None => {
                    let nests_links = name == "a" && open.contains(&name);
                    prop_assert!(!nests_links, "{}", html);
                    open.push(name);
                }
            }
        }
        prop_assert!(open.is_empty(), "{}", html);
    }

    #[test]
    fn every_word_is_shown_once_in_order(sample in samples()) {
        let (html, _) = sample.html();
        let whole = Span::new(0, sample.text.len());
        let visible = inline::visible(&sample.text, &sample.inlines, whole);
        prop_assert_eq!(
            taken_apart(&html.replace("<br>", "\n")).1,
            visible.replace('\u{202e}', "")
        );
    }

    #[test]
    fn every_anchor_stands_at_most_once(sample in samples()) {
        let (html, began) = sample.html();
        for (annotation, began) in sample.annotations.iter().zip(began) {
            let (_, id) = annotation.open.split_once(' ').unwrap();
            prop_assert_eq!(html.matches(id).count(), usize::from(began), "{}", html);
        }
    }

    #[test]
    fn a_quotation_is_marked_where_its_words_are(sample in samples()) {
        let shown: Vec<Span> = sample.inlines.iter().filter_map(|inline| match inline {
            Inline::Text(span) | Inline::Break(span) => Some(*span),
            _ => None,
        }).collect();
        let (html, began) = sample.html();
        for (annotation, began) in sample.annotations.iter().zip(began) {
            let has_words = shown.iter().any(|span| !span.is_empty() && span.overlaps(annotation.span) && !annotation.span.is_empty()
                // A line break is one piece: it is marked where it begins.
                && (sample.text[span.range()] != *"  \n" || annotation.span.start <= span.start));
            if annotation.kind == Kind::Quotation && has_words {
                prop_assert!(began, "{:?} in {}", annotation, html);
            }
        }
    }

    #[test]
    fn a_part_is_cut_out_of_the_same_words(sample in samples(), a in any::<prop::sample::Index>()) {
        let places: Vec<usize> = (0..=sample.text.len()).filter(|&at| sample.text.is_char_boundary(at)).collect();
        let at = *a.get(&places);
        let (head, tail) = (Span::new(0, at), Span::new(at, sample.text.len()));
        let is_inside_a_piece = sample.inlines.iter().any(|inline| matches!(inline,
            Inline::Replaced(span, _) | Inline::Break(span) if (span.start as usize) < at && at < span.end as usize));
        prop_assume!(!is_inside_a_piece);
        let seen = |span| inline::visible(&sample.text, &sample.inlines, span);
        prop_assert_eq!(seen(head).into_owned() + &seen(tail), seen(Span::new(0, sample.text.len())));
    }
}
