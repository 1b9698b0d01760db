//! A running preview of a site in a folder, and requests to it byte by byte.

use crate::program::Site;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long anything may take before the test counts as failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// `dateline serve`; it ends with the value.
pub struct Preview {
    process: Child,
    lines: Receiver<String>,
    pub port: u16,
}

/// What it answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Preview {
    /// Starts it, and waits until it shows the site or what is wrong with it.
    pub fn of(site: &Site) -> Self {
        let mut command = site.command(&["serve", "--port", "0"]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(process.stderr.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut preview = Self {
            process,
            lines,
            port: 0,
        };
        let line = preview.wait_for("Preview at ");
        let (_, rest) = line.split_once("http://127.0.0.1:").unwrap();
        let (port, _) = rest.split_once('/').unwrap();
        preview.port = port.parse().unwrap();
        preview.wait_for("how");
        preview
    }

    /// The first line from now on that contains `words`.
    pub fn wait_for(&self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect(words);
            if line.contains(words) {
                return line;
            }
        }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends these bytes and reads all that comes back.
    pub fn send(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect();
        // The answer may come, and the connection end, before all was sent.
        let _ = stream.write_all(request.as_ref());
        read(stream)
    }

    pub fn get(&self, path: &str) -> Answer {
        let host = self.host();
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"))
    }

    /// A change, with these lines in its head besides what each needs.
    pub fn post(&self, path: &str, head: &[(&str, &str)], body: &str) -> Answer {
        let host = self.host();
        let mut request = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n");
        for (name, value) in head {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        let length = body.len();
        request.push_str(&format!("Content-Length: {length}\r\n\r\n{body}"));
        self.send(request)
    }

    /// A change as the panel sends it.
    pub fn change(&self, path: &str, body: &Value) -> Answer {
        let told = self.told("/");
        let token = told["token"].as_str().unwrap();
        let origin = format!("http://{}", self.host());
        let head = [
            ("Origin", &*origin),
            ("X-Dateline-Token", token),
            ("Content-Type", "application/json"),
        ];
        self.post(path, &head, &body.to_string())
    }

    /// What the preview tells the page at `path`.
    pub fn told(&self, path: &str) -> Value {
        let body = self.get(path).body;
        let (_, rest) = body.split_once("id=\"_dateline\">").expect(path);
        let (told, _) = rest.split_once("</script>").unwrap();
        serde_json::from_str(told).unwrap()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads an answer to its end.
pub fn read(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    // What was not read of the request may end the connection in an unfriendly way, behind the answer.
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.unwrap_or(0),
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}
