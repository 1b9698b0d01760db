//! What somebody may try on a running preview: refused, bounded, and everyone else still answered.

use super::running::{Answer, PATIENCE, Preview, read};
use super::{ARTICLE, FILE, PAGE, site};
use crate::program::Site;
use serde_json::json;
use std::io::{Read, Write};
use std::time::Instant;

/// Words that no answer may have.
const SECRET: &str = "these words lie outside";

fn still_answers(preview: &Preview) {
    let answer = preview.get(PAGE);
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("Ferry line to Vestra"));
}

#[test]
fn no_path_leads_out_of_the_site() {
    let site = site();
    for name in [
        "secret.txt",
        "site.toml",
        "content/.hidden.txt",
        "static/seen.txt",
        "templates/note.txt",
    ] {
        site.write(
            name,
            if name == "site.toml" {
                format!("# {SECRET}")
            } else {
                SECRET.to_owned()
            },
        );
    }
    site.write("static/seen.txt", "seen");
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/seen.txt").body, "seen");
    let up = [
        "..",
        "%2e%2e",
        ".%2e",
        "%2E%2E",
        "%252e%252e",
        "..%00",
        "%c0%ae%c0%ae",
        "%uff0e%uff0e",
        "..;",
        "....",
        "..%20",
        ".%00.",
    ];
    let slash = [
        "/", "%2f", "%2F", "%5c", "\\", "%252f", "%c0%af", "%255c", "//", "/./",
    ];
    let names = [
        "secret.txt",
        "site.toml",
        "content/2031-05-04-ferry.txt",
        "templates/note.txt",
        "etc/passwd",
    ];
    for up in up {
        for slash in slash {
            for name in names {
                for times in [1, 6] {
                    let climb = format!("{up}{slash}").repeat(times);
                    for path in [
                        format!("/{climb}{name}"),
                        format!("/2031/05/04/{climb}{name}"),
                        format!("/_dateline/{climb}{name}"),
                    ] {
                        refused(&preview.get(&path), &path);
                    }
                }
            }
        }
    }
    let absolute = site.path("secret.txt").display().to_string();
    for path in [
        absolute,
        "//secret.txt".into(),
        "/./secret.txt".into(),
        "/secret.txt".into(),
        "/content/".into(),
        "/static/seen.txt".into(),
        "/seen.txt/".into(),
        "/seen.txt%00.html".into(),
        "/%".into(),
        "/%f".into(),
        "/%ff".into(),
        "file:///etc/passwd".into(),
        "*".into(),
        "/.hidden.txt".into(),
        "/2031/".into(),
        "/2031/05/".into(),
        "/C:/windows/win.ini".into(),
        "/con".into(),
    ] {
        refused(&preview.get(&path), &path);
    }
    // A redirection never leads to another host.
    let answer = preview.get("//example.org/..");
    assert!(!answer.head.contains("location:"), "{answer:?}");
    still_answers(&preview);
}

fn refused(answer: &Answer, path: &str) {
    assert!(
        (400..500).contains(&answer.status),
        "{path}: {}",
        answer.head
    );
    assert!(
        !answer.body.contains(SECRET) && !answer.body.contains("root:"),
        "{path}"
    );
}

#[test]
fn a_foreign_host_is_not_answered() {
    let preview = Preview::of(&site());
    let port = preview.port;
    for host in [
        format!("localhost:{port}"),
        format!("127.0.0.1:{port}"),
        format!("[::1]:{port}"),
    ] {
        let answer = preview.send(format!("GET {PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(answer.status, 200, "{host}");
    }
    let other_port = format!("localhost:{}", port ^ 1);
    let foreign = [
        "example.org",
        "localhost",
        "127.0.0.1",
        &other_port,
        &format!("example.org:{port}"),
        &format!("127.0.0.1.example.org:{port}"),
        &format!("0.0.0.0:{port}"),
        &format!("x@localhost:{port}"),
        "",
    ];
    for host in foreign {
        let answer = preview.send(format!("GET {PAGE} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert!((400..500).contains(&answer.status), "{host}: {answer:?}");
        assert!(!answer.body.contains("Ferry"), "{host}");
    }
    let own = preview.host();
    for request in [
        format!("GET {PAGE} HTTP/1.1\r\n\r\n"),
        format!("GET {PAGE} HTTP/1.0\r\n\r\n"),
        format!("GET {PAGE} HTTP/1.1\r\nHost: {own}\r\nHost: example.org\r\n\r\n"),
        format!("GET http://example.org{PAGE} HTTP/1.1\r\nHost: {own}\r\n\r\n"),
    ] {
        let answer = preview.send(&request);
        assert!((400..500).contains(&answer.status), "{request}: {answer:?}");
    }
    still_answers(&preview);
}

#[test]
fn no_other_site_s_page_changes_a_file() {
    let site = site();
    let preview = Preview::of(&site);
    let told = preview.told(PAGE);
    let article = &told["article"];
    let decision = json!({ "skip": { "rows": article["quotations"][0]["rows"] } });
    let order = json!({ "document": article["document"], "version": article["version"], "decision": decision }).to_string();
    let token = told["token"].as_str().unwrap();
    let origin = format!("http://{}", preview.host());
    let json = ("Content-Type", "application/json");
    let foreign: [&[(&str, &str)]; 8] = [
        &[],
        &[json],
        &[json, ("Origin", &origin)],
        &[
            json,
            ("Origin", &origin),
            ("X-Dateline-Token", "00000000000000000000000000000000"),
        ],
        &[json, ("X-Dateline-Token", token)],
        &[
            json,
            ("Origin", "http://example.org"),
            ("X-Dateline-Token", token),
        ],
        &[json, ("Origin", "null"), ("X-Dateline-Token", token)],
        &[
            ("Content-Type", "text/plain"),
            ("Origin", &origin),
            ("X-Dateline-Token", token),
        ],
    ];
    for path in ["/_dateline/settle", "/_dateline/speakers", PAGE] {
        for head in foreign {
            let answer = preview.post(path, head, &order);
            assert!(
                (400..500).contains(&answer.status),
                "{path} {head:?}: {answer:?}"
            );
        }
    }
    assert_eq!(site.read(FILE), ARTICLE);
    let head = [json, ("Origin", &*origin), ("X-Dateline-Token", token)];
    assert_eq!(preview.post("/_dateline/settle", &head, &order).status, 204);
    assert_ne!(site.read(FILE), ARTICLE);
}

#[test]
fn a_change_names_nothing_but_documents_of_the_site() {
    let site = site();
    site.write("notes.txt", ARTICLE);
    let preview = Preview::of(&site);
    let version = preview.told(PAGE)["article"]["version"].take();
    for document in [
        "notes.txt",
        "content/../notes.txt",
        "../notes.txt",
        "/etc/passwd",
        "content/speakers.toml",
        "",
        "content/2031-05-04-ferry.txt\0",
        "content//2031-05-04-ferry.txt",
    ] {
        let order = json!({ "document": document, "version": version, "decision": { "date": { "date": "2031-05-04" } } });
        let answer = preview.change("/_dateline/settle", &order);
        assert_eq!(answer.status, 403, "{document}: {answer:?}");
    }
    for order in [
        json!(null),
        json!([]),
        json!({ "document": FILE }),
        json!({ "document": FILE, "version": version, "decision": { "delete": {} } }),
    ] {
        assert_eq!(
            preview.change("/_dateline/settle", &order).status,
            400,
            "{order}"
        );
    }
    for name in ["", "  ", "a\nskip = true", "a\u{0}", &"a".repeat(300)] {
        let rows = preview.told(PAGE)["article"]["quotations"][0]["rows"].take();
        let order = json!({ "document": FILE, "version": version, "decision": { "speaker": { "rows": rows, "name": name } } });
        assert_eq!(
            preview.change("/_dateline/settle", &order).status,
            422,
            "{name:?}"
        );
    }
    assert_eq!(site.read(FILE), ARTICLE);
    assert_eq!(site.read("notes.txt"), ARTICLE);
}

#[cfg(unix)]
#[test]
fn a_document_that_has_become_a_link_out_is_not_followed() {
    let site = site();
    let preview = Preview::of(&site);
    let article = preview.told(PAGE)["article"].take();
    site.write("outside.txt", ARTICLE);
    std::fs::remove_file(site.path(FILE)).unwrap();
    std::os::unix::fs::symlink(site.path("outside.txt"), site.path(FILE)).unwrap();
    let order = json!({ "document": FILE, "version": article["version"], "decision": { "skip": { "rows": article["quotations"][0]["rows"] } } });
    let answer = preview.change("/_dateline/settle", &order);
    assert_eq!(answer.status, 403, "{answer:?}");
    assert_eq!(site.read("outside.txt"), ARTICLE);
}

#[test]
fn a_thousand_connections_held_open_keep_nobody_out() {
    let preview = Preview::of(&site());
    let mut held = Vec::new();
    for n in 0..1_000 {
        let mut stream = preview.connect();
        // Some say nothing, some begin a request and never end it. The oldest may have been sent away already.
        let begun: &[u8] = match n % 3 {
            0 => b"",
            1 => b"GET / HTTP/1.1\r\nHost: ",
            _ => b"POST /_dateline/settle HTTP/1.1\r\nContent-Length: 10\r\n",
        };
        let _ = stream.write_all(begun);
        held.push(stream);
    }
    let start = Instant::now();
    still_answers(&preview);
    assert!(start.elapsed() < PATIENCE / 2, "{:?}", start.elapsed());
    // And with as many that only listen.
    let host = preview.host();
    for _ in 0..300 {
        let mut stream = preview.connect();
        let _ = write!(
            stream,
            "GET /_dateline/events?/ HTTP/1.1\r\nHost: {host}\r\n\r\n"
        );
        held.push(stream);
    }
    still_answers(&preview);
}

#[test]
fn a_body_without_end_is_refused_before_it_is_read() {
    let site = site();
    let preview = Preview::of(&site);
    let told = preview.told("/");
    let token = told["token"].as_str().unwrap();
    let host = preview.host();
    let head = format!(
        "POST /_dateline/settle HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nX-Dateline-Token: {token}\r\nContent-Type: application/json\r\n"
    );
    // Announced: refused without a byte of it.
    let mut stream = preview.connect();
    write!(stream, "{head}Content-Length: {}\r\n\r\n", 1_u64 << 30).unwrap();
    assert_eq!(read(stream).status, 413);
    // Without the word of the run, too.
    let mut stream = preview.connect();
    write!(
        stream,
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n",
        1_u64 << 30
    )
    .unwrap();
    assert_eq!(read(stream).status, 403);
    // Streamed: the connection ends long before a gigabyte.
    let mut stream = preview.connect();
    write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n").unwrap();
    let chunk = [b"10000\r\n".to_vec(), vec![b'a'; 0x10000], b"\r\n".to_vec()].concat();
    let sent = (0..1 << 14)
        .take_while(|_| stream.write_all(&chunk).is_ok())
        .count();
    assert!(sent < 1 << 10, "{sent} chunks of 64 kB were taken");
    // A GET with a body is answered, and its body left.
    let mut stream = preview.connect();
    write!(
        stream,
        "GET {PAGE} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n",
        1_u64 << 30
    )
    .unwrap();
    let _ = stream.write_all(&chunk);
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert!(first.starts_with(b"HTTP/1.1 "), "{first:?}");
    // A head without end.
    let mut stream = preview.connect();
    let line = format!("X-Long: {}\r\n", "a".repeat(1_000));
    write!(stream, "GET / HTTP/1.1\r\n").unwrap();
    let sent = (0..10_000)
        .take_while(|_| stream.write_all(line.as_bytes()).is_ok())
        .count();
    let answer = read(stream);
    assert!(
        sent < 10_000 || answer.status == 431,
        "{sent} lines were taken: {answer:?}"
    );
    still_answers(&preview);
    assert_eq!(site.read(FILE), ARTICLE);
}

#[test]
fn an_answer_says_what_a_browser_may_do_with_it() {
    let preview = Preview::of(&site());
    for path in ["/", PAGE, "/nothing", "/_dateline/panel.js", "/style.css"] {
        let head = preview.get(path).head;
        for line in [
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "frame-ancestors 'none'",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(line), "{path}: {head}");
        }
        assert!(!head.contains("access-control-"), "{path}: {head}");
    }
}

#[test]
fn text_of_an_article_is_no_markup_of_the_panel() {
    let site = Site::empty();
    site.write(FILE, "</script><script>alert(1)</script>\n\n“</script><script>alert(2)</script> and <!-- no more of it here,” said <b>Mira</b> Kovač.\n");
    let preview = Preview::of(&site);
    let body = preview.get(PAGE).body;
    assert!(
        !body.contains("<script>alert") && !body.contains("<!-- no"),
        "{body}"
    );
    assert!(preview.told(PAGE)["article"].is_object());
}
