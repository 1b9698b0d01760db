//! Links to words of another site's page: URL fragment text directives, by which a browser finds words and shows them
//! (WICG, "URL Fragment Text Directives": `#:~:text=start,end`).

use super::links;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but letters, digits and the marks that mean nothing here. `-`, `,` and `&` part a directive's pieces.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// The most words that are looked for as they stand; of more, the first and the last are, and what is between may be
/// parted by a picture or a heading.
const AS_THEY_STAND: usize = 8;
/// How many of the first and of the last words those are.
const AT_AN_END: usize = 4;
/// The fewest words that are likely to stand on a page once; of fewer, their sentence is looked for.
const FEWEST: usize = 4;

/// The address `url` with what leads a browser to `words` on that page, which stand in `sentence`. None where it is no
/// address of the web, or where there is no word.
pub(super) fn link(url: &str, words: &str, sentence: &str) -> Option<String> {
    let url = Some(url.trim()).filter(|url| links::is_web(url))?;
    let of = |text| -> Vec<&str> { trimmed(text).split_whitespace().collect() };
    let mut looked_for = of(words);
    if looked_for.len() < FEWEST {
        let sentence = of(sentence);
        if sentence.len() > looked_for.len() {
            looked_for = sentence;
        }
    }
    let piece = |words: &[&str]| {
        let text = words.join(" ");
        utf8_percent_encode(trimmed(&text), ENCODED).to_string()
    };
    let directive = match looked_for.len() {
        0 => return None,
        1..=AS_THEY_STAND => piece(&looked_for),
        n => {
            let (start, end) = (&looked_for[..AT_AN_END], &looked_for[n - AT_AN_END..]);
            format!("{},{}", piece(start), piece(end))
        }
    };
    // A directive stands behind the page's own fragment; one that is there already would be a second.
    let url = url.split(":~:").next().unwrap_or(url);
    let mark = if url.contains('#') { "" } else { "#" };
    Some(format!("{url}{mark}:~:text={directive}"))
}

/// Without the marks at its ends, which differ from page to page.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::link;

    const URL: &str = "https://courier.example/talks";

    #[test]
    fn few_words_as_they_stand_and_of_many_the_ends() {
        let to = |words| link(URL, words, words).unwrap();
        assert_eq!(
            to("We agree on the second point only,"),
            format!("{URL}#:~:text=We%20agree%20on%20the%20second%20point%20only")
        );
        assert_eq!(
            to("“Whoever closes it — next, and & then — will have to explain himself.”"),
            format!("{URL}#:~:text=Whoever%20closes%20it,have%20to%20explain%20himself")
        );
        assert_eq!(
            to("one-two, three & four"),
            format!("{URL}#:~:text=one%2Dtwo%2C%20three%20%26%20four")
        );
        assert_eq!(
            to("«Міст знов відкрито сьогодні»"),
            format!(
                "{URL}#:~:text=%D0%9C%D1%96%D1%81%D1%82%20%D0%B7%D0%BD%D0%BE%D0%B2%20%D0%B2%D1%96%D0%B4%D0%BA%D1%80%D0%B8%D1%82%D0%BE%20%D1%81%D1%8C%D0%BE%D0%B3%D0%BE%D0%B4%D0%BD%D1%96"
            )
        );
    }

    #[test]
    fn a_fragment_that_is_short_is_found_by_its_sentence() {
        assert_eq!(
            link(
                URL,
                "a door",
                "The mayor of Vestra calls the bridge “a door”, she said."
            ),
            Some(format!(
                "{URL}#:~:text=The%20mayor%20of%20Vestra,a%20door%E2%80%9D%2C%20she%20said"
            ))
        );
        assert_eq!(
            link(URL, "Enough,", "Enough,"),
            Some(format!("{URL}#:~:text=Enough"))
        );
    }

    #[test]
    fn the_pages_own_fragment_stays_and_what_is_no_page_has_none() {
        let to = |url| link(url, "The bridge is open", "");
        let directive = ":~:text=The%20bridge%20is%20open";
        assert_eq!(
            to("https://x.example/#a").unwrap(),
            format!("https://x.example/#a{directive}")
        );
        assert_eq!(
            to("https://x.example/#:~:text=old").unwrap(),
            format!("https://x.example/#{directive}")
        );
        assert_eq!(to("javascript:alert(1)"), None);
        assert_eq!(link(URL, "…", "?!"), None);
    }
}
