//! Chromium, driven over the DevTools protocol (<https://chromedevtools.github.io/devtools-protocol/>).
//!
//! The protocol's messages are JSON, each ended by a zero byte, over two pipes that the browser takes as its files 3 and 4;
//! so no port, no WebSocket and no crate is needed.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// How long a browser may take to answer before it counts as dead.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long to wait for an event before a condition is looked at again.
const MOMENT: Duration = Duration::from_millis(20);

/// A running browser; it ends with the value.
pub struct Browser {
    process: Child,
    orders: ChildStdin,
    answers: Receiver<Value>,
    last: u64,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser; none, with a message, where there is none and that is no failure.
    pub fn start() -> Option<Self> {
        let named = std::env::var("BROWSER").ok();
        let program = named.or_else(|| {
            NAMES
                .into_iter()
                .find(|name| is_installed(name))
                .map(Into::into)
        });
        let Some(program) = program else {
            assert!(
                std::env::var_os("CI").is_none(),
                "no browser is installed: none of {NAMES:?}"
            );
            eprintln!(
                "passed over: no browser is installed (none of {})",
                NAMES.join(", ")
            );
            return None;
        };
        let profile = TempDir::new().unwrap();
        // Its own words on files 1 and 2 are of no use; what is ours goes through 3 and 4.
        let mut process = Command::new("sh")
            .args([
                "-c",
                "exec \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>&1",
                "sh",
                &program,
            ])
            .args([
                "--headless=new",
                "--remote-debugging-pipe",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = process.stdin.take().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while output
                .read_until(0, &mut message)
                .is_ok_and(|read| read > 0)
            {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else {
                    break;
                };
                if sender.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        Some(Self {
            process,
            orders,
            answers,
            last: 0,
            _profile: profile,
        })
    }

    /// Opens an empty tab.
    pub fn open_tab(&mut self) -> Tab<'_> {
        let opened = self.call(
            None,
            "Target.createTarget",
            json!({ "url": "about:blank" }),
            &mut Vec::new(),
        );
        let target = &opened["targetId"];
        let attached = self.call(
            None,
            "Target.attachToTarget",
            json!({ "targetId": target, "flatten": true }),
            &mut Vec::new(),
        );
        let session = attached["sessionId"].as_str().unwrap().to_owned();
        let mut tab = Tab {
            browser: self,
            session,
            events: Vec::new(),
        };
        for domain in ["Page", "Network", "Runtime", "Log"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        tab
    }

    /// Calls a method and waits for its result; events that come before it are put with `events`.
    fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        params: Value,
        events: &mut Vec<Value>,
    ) -> Value {
        let answer = self.try_call(session, method, params, events);
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The same; the browser's own error where it gives one.
    fn try_call(
        &mut self,
        session: Option<&str>,
        method: &str,
        params: Value,
        events: &mut Vec<Value>,
    ) -> Result<Value, Value> {
        self.last += 1;
        let mut order = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = session {
            order["sessionId"] = session.into();
        }
        let mut order = serde_json::to_vec(&order).unwrap();
        order.push(0);
        self.orders.write_all(&order).unwrap();
        loop {
            let mut answer = self.next();
            if answer["id"] == self.last {
                return match answer["error"].take() {
                    Value::Null => Ok(answer["result"].take()),
                    error => Err(error),
                };
            }
            events.push(answer);
        }
    }

    fn next(&self) -> Value {
        self.answers
            .recv_timeout(PATIENCE)
            .expect("the browser answers")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// A tab of a browser.
pub struct Tab<'b> {
    browser: &'b mut Browser,
    session: String,
    /// What happened since the page was asked for.
    events: Vec<Value>,
}

impl Tab<'_> {
    fn call(&mut self, method: &str, params: Value) -> Value {
        self.browser
            .call(Some(&self.session), method, params, &mut self.events)
    }

    /// Makes the tab a screen of this width, in CSS pixels, whose reader prefers this colour scheme.
    pub fn show_as(&mut self, width: u32, scheme: &str) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 }),
        );
        self.call(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        );
    }

    /// Loads a page and all that it asks for.
    pub fn load(&mut self, address: &str) {
        self.events.clear();
        let went = self.call("Page.navigate", json!({ "url": address }));
        assert!(
            went["errorText"].is_null(),
            "{address}: {}",
            went["errorText"]
        );
        // An address with a fragment on the page that is shown already loads nothing.
        if went["loaderId"].is_null() {
            return;
        }
        while !self
            .events
            .iter()
            .any(|event| event["method"] == "Page.loadEventFired")
        {
            let event = self.browser.next();
            self.events.push(event);
        }
    }

    /// The value of a JavaScript expression on the page.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let mut given = self.call(
            "Runtime.evaluate",
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }),
        );
        assert!(given["exceptionDetails"].is_null(), "{expression}: {given}");
        given["result"]["value"].take()
    }

    /// Waits until a JavaScript expression is true, also over pages that take each other's place.
    pub fn wait_until(&mut self, condition: &str) {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let order = json!({ "expression": condition, "returnByValue": true });
            let session = Some(&*self.session);
            // While a page goes, there is none to ask.
            let given = self
                .browser
                .try_call(session, "Runtime.evaluate", order, &mut self.events);
            if given.is_ok_and(|given| given["result"]["value"] == true) {
                return;
            }
            // Nothing changes on a page before something happens; most that happens is no event, so wait a moment only.
            if let Ok(event) = self.browser.answers.recv_timeout(MOMENT) {
                self.events.push(event);
            }
        }
        let shown = self.evaluate("document.documentElement.outerHTML.slice(0, 2000)");
        panic!("never came true: {condition}\n{shown}");
    }

    /// Waits until a JavaScript expression holds on the page that is shown.
    pub fn wait_for(&mut self, condition: &str) {
        let expression = format!(
            "new Promise((yes, no) => {{ const end = performance.now() + 20000; const look = () => {{\
             if ({condition}) yes(true); else if (performance.now() > end) no(document.body.innerText.slice(0, 2000));\
             else setTimeout(look, 10) }}; look() }})"
        );
        let given = self.call(
            "Runtime.evaluate",
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }),
        );
        assert!(given["exceptionDetails"].is_null(), "{condition}: {given}");
    }

    /// Presses a key, which the page takes as a reader's own.
    pub fn press(&mut self, key: &str) {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            "ArrowUp" => 38,
            "ArrowDown" => 40,
            _ => 0,
        };
        let text = match key {
            "Enter" => "\r",
            key if key.chars().count() == 1 => key,
            _ => "",
        };
        for kind in ["keyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({ "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code }),
            );
        }
    }

    /// Types words where the cursor is.
    pub fn type_in(&mut self, words: &str) {
        self.call("Input.insertText", json!({ "text": words }));
    }

    /// Lets pages of `origin` write to the clipboard and read it.
    pub fn allow_clipboard(&mut self, origin: &str) {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        self.browser.call(
            None,
            "Browser.grantPermissions",
            json!({ "origin": origin, "permissions": permissions }),
            &mut Vec::new(),
        );
        self.call("Page.bringToFront", json!({}));
    }

    /// Whether the page may run scripts.
    pub fn let_scripts_run(&mut self, may: bool) {
        self.call(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": !may }),
        );
    }

    /// What the browser complained of while it loaded the page.
    pub fn complaints(&self) -> Vec<String> {
        let complaint = |event: &Value| match event["method"].as_str()? {
            "Runtime.exceptionThrown" => Some(event["params"]["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" => Some(event["params"]["args"].to_string()),
            "Log.entryAdded" => Some(event["params"]["entry"].to_string()),
            "Network.loadingFailed" => Some(event["params"].to_string()),
            _ => None,
        };
        self.events.iter().filter_map(complaint).collect()
    }

    /// The addresses that the page asked for.
    pub fn requests(&self) -> Vec<String> {
        let request = |event: &Value| {
            let is_one = event["method"] == "Network.requestWillBeSent";
            is_one.then(|| {
                event["params"]["request"]["url"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
        };
        self.events.iter().filter_map(request).collect()
    }
}
