//! What the preview adds to a page of the site: its own script and style, and what they are to show.

use serde::Serialize;

/// Where everything of the preview stands; no page of a site can.
pub(super) const OWN: &str = "/_dateline/";

/// The page with the preview's elements at the end of its body, and a policy that lets them work.
pub(super) fn inject(page: Vec<u8>, told: &impl Serialize) -> Vec<u8> {
    let Ok(html) = String::from_utf8(page) else {
        return Vec::new();
    };
    let html = with_policy(html);
    let added = elements("panel.js", told);
    let end = rfind_ignoring_case(&html, "</body").unwrap_or(html.len());
    let (before, after) = html.split_at(end);
    [before, &added, after].concat().into_bytes()
}

/// The elements themselves, with one of the preview's scripts.
pub(super) fn elements(script: &str, told: &impl Serialize) -> String {
    let told = serde_json::to_string(told).unwrap_or_default();
    // Nothing in it may look like the end of the element, or a comment.
    let told = told.replace('<', "\\u003c");
    format!(
        "<script type=\"application/json\" id=\"_dateline\">{told}</script>\
         <link rel=\"stylesheet\" href=\"{OWN}marks.css\">\
         <script src=\"{OWN}{script}\" defer></script>"
    )
}

/// The page with its `Content-Security-Policy` element, if it has one, opened to this server and no other.
fn with_policy(html: String) -> String {
    let head = &html[..find_ignoring_case(&html, "<body").unwrap_or(html.len())];
    let Some(name) = find_ignoring_case(head, "content-security-policy") else {
        return html;
    };
    let Some(start) = head[..name].rfind('<') else {
        return html;
    };
    let end = head[name..].find('>').map_or(head.len(), |at| name + at);
    let element = &head[start..end];
    let value = find_ignoring_case(element, "content=\"").map(|at| at + "content=\"".len());
    let Some(value) = value else {
        return html;
    };
    let length = element[value..].find('"').unwrap_or(element.len() - value);
    let (from, to) = (start + value, start + value + length);
    [&html[..from], &opened(&html[from..to]), &html[to..]].concat()
}

/// A policy that also allows what the preview's elements do.
fn opened(policy: &str) -> String {
    let mut directives: Vec<(String, Vec<&str>)> = policy
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_ascii_whitespace();
            Some((words.next()?.to_ascii_lowercase(), words.collect()))
        })
        .collect();
    for needed in ["script-src", "style-src", "connect-src"] {
        let of = |name: &str| directives.iter().position(|(known, _)| known == name);
        let at = match (of(needed), of("default-src")) {
            (Some(at), _) => at,
            (None, Some(default)) => {
                let values = directives[default].1.clone();
                directives.push((needed.to_owned(), values));
                directives.len() - 1
            }
            (None, None) => continue,
        };
        let values = &mut directives[at].1;
        values.retain(|value| *value != "'none'");
        if !values.contains(&"'self'") {
            values.push("'self'");
        }
    }
    let directives = directives.iter().map(|(name, values)| {
        let space = if values.is_empty() { "" } else { " " };
        format!("{name}{space}{}", values.join(" "))
    });
    directives.collect::<Vec<_>>().join("; ")
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn rfind_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .rposition(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_opened_to_this_server_alone() {
        for (policy, expected) in [
            (
                "default-src 'none'; style-src 'self'",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
            ),
            (
                "default-src 'self'; script-src 'none'",
                "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'",
            ),
            ("img-src 'self'", "img-src 'self'"),
            ("", ""),
        ] {
            assert_eq!(opened(policy), expected, "{policy}");
        }
    }

    #[test]
    fn what_is_told_ends_no_element() {
        let html = elements("panel.js", &"</script><!-- <script>");
        assert_eq!(html.matches("</script").count(), 2);
        assert!(!html.contains("<!--"));
    }

    #[test]
    fn the_elements_stand_at_the_end_of_the_body() {
        let page = "<!doctype html><head><META content=\"default-src 'none'\" http-equiv=\"Content-Security-Policy\"></head><body>x</BODY></html>";
        let page = String::from_utf8(inject(page.into(), &1)).unwrap_or_default();
        assert!(page.contains("defer></script></BODY></html>"), "{page}");
        assert!(page.contains("connect-src 'self'"), "{page}");
        let bare = String::from_utf8(inject("x".into(), &1)).unwrap_or_default();
        assert!(bare.starts_with("x<script"), "{bare}");
    }
}
