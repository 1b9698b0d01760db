//! The server: two doors on this machine, and what is behind them.

use super::connections::{Connection, Connections};
use super::guard::{Guard, Refusal};
use super::inject::OWN;
use super::panel::{self, Told};
use super::site::{self, Answer};
use super::state::{Open, Shown, State};
use super::{Error, changes};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Request, State as Extract};
use axum::http::header::{self, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch::Receiver;

/// The port that is tried first: in that year Reuters opened its office.
const FIRST_PORT: u16 = 1851;
/// How many ports are tried.
const PORTS: u16 = 100;

/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(5);
/// How long a request may take from the first byte to the last of its answer.
const WHOLE: Duration = Duration::from_secs(30);
/// How many bytes the head of a request may have.
const HEAD_BYTES: usize = 16 << 10;
/// How many bytes a change may have.
const BODY_BYTES: usize = 64 << 10;

/// Where the preview listens.
pub(super) struct Doors {
    port: u16,
    listeners: Vec<TcpListener>,
}

impl Doors {
    /// Opens `port`, else the first free one, on both addresses by which a machine calls itself.
    pub fn open(port: Option<u16>) -> Result<Self, Error> {
        if let Some(port) = port {
            return Self::at(port)?.ok_or(Error::PortInUse(port));
        }
        for port in FIRST_PORT..FIRST_PORT + PORTS {
            if let Some(doors) = Self::at(port)? {
                return Ok(doors);
            }
        }
        Self::at(0)?.ok_or(Error::PortInUse(FIRST_PORT))
    }

    /// The doors at `port`, 0 for any; none where it is in use.
    fn at(port: u16) -> Result<Option<Self>, Error> {
        let failed = |error| Error::machine(format!("can't listen at port {port}"), &error);
        let first = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Ok(None),
            listener => listener.map_err(failed)?,
        };
        let port = first.local_addr().map_err(failed)?.port();
        let mut listeners = vec![first];
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
            Ok(second) => listeners.push(second),
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Ok(None),
            // A machine without version 6 has one address less.
            Err(_) => {}
        }
        Ok(Some(Self { port, listeners }))
    }

    /// The address of the site's root.
    pub fn address(&self) -> String {
        format!(
            "http://{}/",
            SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
        )
    }
}

/// What every answer needs.
pub(super) struct Desk {
    pub state: Arc<State>,
    pub guard: Guard,
}

type Shared = Extract<Arc<Desk>>;

/// Serves until the process ends.
pub(super) fn serve(doors: Doors, state: Arc<State>) -> Result<Infallible, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::machine("can't begin to serve", &error))?;
    let guard = Guard::new(doors.port).ok_or_else(|| {
        Error::machine("can't begin to serve", &"the machine gives nothing random")
    })?;
    let router = router(Arc::new(Desk { state, guard }));
    runtime.block_on(async {
        let connections = Arc::new(Connections::default());
        let mut accepting = Vec::new();
        for listener in doors.listeners {
            let listener = listener
                .set_nonblocking(true)
                .and_then(|()| tokio::net::TcpListener::from_std(listener))
                .map_err(|error| Error::machine("can't begin to serve", &error))?;
            let accepted = accept(listener, router.clone(), Arc::clone(&connections));
            accepting.push(tokio::spawn(accepted));
        }
        for accepting in accepting {
            let _ = accepting.await;
        }
        Err(Error::machine(
            "can't serve any more",
            &"the program has a mistake",
        ))
    })
}

async fn accept(listener: tokio::net::TcpListener, router: Router, connections: Arc<Connections>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many files are open in this process or machine: some will be closed.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let connection = Arc::new(Connection::default());
        let router = router.clone().layer(Extension(Arc::clone(&connection)));
        let served = serve_connection(stream, router, Arc::clone(&connection));
        let task = tokio::spawn(served);
        connections.add(connection, task.abort_handle());
    }
}

async fn serve_connection(
    stream: tokio::net::TcpStream,
    router: Router,
    connection: Arc<Connection>,
) {
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        // On one machine a new connection costs nothing, and one that asks for nothing more would only be held.
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut served = std::pin::pin!(served);
    // A browser that goes away in the middle is no failure.
    if tokio::time::timeout(WHOLE, &mut served).await.is_err() && connection.is_listening() {
        let _ = served.await;
    }
}

fn router(desk: Arc<Desk>) -> Router {
    let asset = |kind: &'static str, text: &'static str| {
        get(move || async move { ([(header::CONTENT_TYPE, kind)], text) })
    };
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    const STYLE: &str = "text/css; charset=utf-8";
    let own = Router::new()
        .route(
            "/panel.js",
            asset(
                SCRIPT,
                concat!(include_str!("elements.js"), include_str!("panel.js")),
            ),
        )
        .route("/panel.css", asset(STYLE, include_str!("panel.css")))
        .route("/marks.css", asset(STYLE, include_str!("marks.css")))
        .route(
            "/speakers.js",
            asset(
                SCRIPT,
                concat!(include_str!("elements.js"), include_str!("speakers.js")),
            ),
        )
        .route("/events", get(events))
        .route("/speakers", get(speakers).post(changes::speaker))
        .route("/settle", post(changes::settle))
        .fallback(nothing);
    Router::new()
        .nest(OWN.trim_end_matches('/'), own)
        .fallback(page)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&desk),
            at_the_door,
        ))
        .with_state(desk)
}

/// Refuses who is not to be answered, and says to all others what their browser may do with the answer.
async fn at_the_door(
    Extract(desk): Shared,
    Extension(connection): Extension<Arc<Connection>>,
    request: Request,
    next: Next,
) -> Response {
    connection.is_answered();
    let checked = desk.guard.check(&request).and_then(|()| length(&request));
    let mut response = match checked {
        Err(refusal) => refusal.into_response(),
        Ok(()) => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let own = header::HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(own, HeaderValue::from_static("same-origin"));
    response
}

/// Nothing from elsewhere, and no page of another site around it. A theme's own script may stand within a page; the
/// policy that the page brings along can be stricter.
const POLICY: &str = "default-src 'self' 'unsafe-inline' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/// Refuses a body that says itself that it is too long, before any of it is read.
fn length(request: &Request) -> Result<(), Refusal> {
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) if length > BODY_BYTES as u64 => Err((
            StatusCode::PAYLOAD_TOO_LARGE,
            "This is too long for a change.",
        )),
        _ => Ok(()),
    }
}

async fn nothing() -> Refusal {
    (StatusCode::NOT_FOUND, "The preview has nothing here.")
}

/// A page of the site.
async fn page(Extract(desk): Shared, method: axum::http::Method, uri: Uri) -> Response {
    if method == axum::http::Method::POST {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Some(path) = decoded(uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let shown = desk.state.now();
    let told = told(&desk, &shown);
    let Some(edition) = shown.edition else {
        return troubled(&shown.trouble, told);
    };
    let answer = edition.ask(move |sheet| site::answer(sheet, &path, told));
    match answer.await {
        Ok(Answer::Page { path, bytes }) => {
            ([(header::CONTENT_TYPE, kind(&path))], bytes).into_response()
        }
        Ok(Answer::At(path)) => {
            let to = format!("/{}", utf8_percent_encode(&path, NOT_IN_A_PATH));
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
        Ok(Answer::Nothing(bytes)) => (StatusCode::NOT_FOUND, Html(bytes)).into_response(),
        Ok(Answer::Broken(failure)) => {
            let told = self::told(&desk, &desk.state.now());
            troubled(&[*failure], told)
        }
        // A newer edition has just taken its place: the page that waits is told of it.
        Err(super::edition::Gone) => troubled(&[], self::told(&desk, &desk.state.now())),
    }
}

/// The view of all speakers.
async fn speakers(Extract(desk): Shared) -> Response {
    let shown = desk.state.now();
    let told = told(&desk, &shown);
    let Some(edition) = shown.edition else {
        return troubled(&shown.trouble, told);
    };
    let view = edition.ask(move |sheet| {
        panel::plain_page(
            "Speakers",
            "",
            "speakers.js",
            &super::speakers::view(sheet, told),
        )
    });
    match view.await {
        Ok(html) => Html(html).into_response(),
        Err(_) => troubled(&[], self::told(&desk, &desk.state.now())),
    }
}

fn told(desk: &Desk, shown: &Shown) -> Told {
    Told::new(shown, desk.guard.token())
}

/// A page that says what keeps the site from being shown.
fn troubled(trouble: &[crate::diagnostics::Diagnostic], told: Told) -> Response {
    let status = match trouble.is_empty() {
        true => StatusCode::SERVICE_UNAVAILABLE,
        false => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, Html(panel::trouble_page(trouble, &told))).into_response()
}

/// An address without its slash; none where it is no text.
fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    Some(path.into_owned())
}

/// What is written with a percent sign in the path of an address (RFC 3986).
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'\\')
    .add(b'^')
    .add(b'|');

fn kind(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match &*ending.to_ascii_lowercase() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "xml" | "xsl" => "text/xml; charset=utf-8",
        "txt" | "csv" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Tells a page the number of what is shown, now and whenever it changes.
async fn events(
    Extract(desk): Shared,
    Extension(connection): Extension<Arc<Connection>>,
    uri: Uri,
) -> impl IntoResponse {
    connection.listens();
    // The page says where it stands: `?/2025/02/28/talks/`.
    let mut page = uri.query().and_then(decoded).unwrap_or_default();
    if page.is_empty() || page.ends_with('/') {
        page.push_str("index.html");
    }
    let open = desk.state.open(page);
    let mut changes = desk.state.changes();
    changes.mark_changed();
    let numbers = stream::unfold((changes, open), next_number);
    Sse::new(numbers).keep_alive(KeepAlive::new().interval(Duration::from_secs(10)))
}

async fn next_number(
    (mut changes, open): (Receiver<Shown>, Open),
) -> Option<(Result<Event, Infallible>, (Receiver<Shown>, Open))> {
    changes.changed().await.ok()?;
    let number = changes.borrow_and_update().number;
    let event = Event::default().data(number.to_string());
    Some((Ok(event), (changes, open)))
}
