//! A server of pages that are held in memory, for as long as the test runs.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// Where the pages are.
pub struct Server {
    /// The address of the site's root.
    pub address: String,
}

/// Serves `pages` below `base`, which begins and ends with a slash.
pub fn serve(pages: BTreeMap<String, Vec<u8>>, base: &'static str) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}{base}", listener.local_addr().unwrap());
    let pages = Arc::new(pages);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let pages = Arc::clone(&pages);
            // A browser that goes away in the middle is no failure.
            std::thread::spawn(move || stream.map(|stream| answer(stream, &pages, base)));
        }
    });
    Server { address }
}

fn answer(
    mut stream: TcpStream,
    pages: &BTreeMap<String, Vec<u8>>,
    base: &str,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let path = request.split(' ').nth(1).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let mut path = path.strip_prefix(base).unwrap_or("none").to_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let kind = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let (status, bytes) = match pages.get(&path) {
        Some(bytes) => ("200 OK", &**bytes),
        None => ("404 Not Found", &b""[..]),
    };
    let length = bytes.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    stream.write_all(bytes)
}
