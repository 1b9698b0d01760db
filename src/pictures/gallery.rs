//! The pictures that a site's articles show: found, cleaned, and made in the sizes that screens ask for.

use super::scaled::{self, Scaled};
use super::store::{self, Kept, Store};
use super::{Clean, Format, Loaded, MOST_PIXELS, Refusal};
use crate::article::Picture;
use crate::config::nearest;
use crate::diagnostics::Diagnostic;
use crate::source::Document;
use percent_encoding::percent_decode_str;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex};

/// The folder of the site in which they are published.
const FOLDER: &str = "pictures";

/// The pictures that a site's articles show.
#[derive(Debug, Default)]
pub struct Gallery {
    pictures: Vec<Shown>,
    /// Which of them a file of the site's folder is.
    by_path: HashMap<String, usize>,
    store: Option<Store>,
}

/// A picture, ready to be published.
#[derive(Debug)]
pub struct Shown {
    /// Where its file is.
    file: PathBuf,
    /// What messages call it.
    name: String,
    key: String,
    smaller: Vec<Kept>,
    /// All of its sizes that are published, the widest last.
    pub sizes: Vec<Size>,
}

/// One size of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Where it stands, from the site's root.
    pub path: String,
    /// How it is written.
    pub format: Format,
    /// In pixels; 0 where a drawing does not say.
    pub width: u32,
    /// In pixels; 0 where a drawing does not say.
    pub height: u32,
    /// Which of the smaller ones it is; none for the picture itself.
    of: Option<usize>,
}

/// Why a picture can't be shown.
enum Problem {
    Missing,
    LeadsOut,
    Refused(Refusal),
    Machine(io::Error),
}

/// Makes the pictures ready that documents below `root` show; smaller ones are kept in `state` for the next build. Without
/// `state` they are only looked at.
///
/// A picture is decoded only when it is not kept, and then once. However many are made at once, no more pixels are held than one
/// picture may have.
///
/// Diagnostics, all of them errors, tell where in a document a picture is named that is not there or can't be published.
pub fn prepare<'d>(
    root: &Path,
    state: Option<&Path>,
    wanted: impl Iterator<Item = (&'d Document, &'d Picture)>,
) -> (Gallery, Vec<Diagnostic>) {
    let store = state.map(Store::new);
    let mut diagnostics = Vec::new();
    let mut places: BTreeMap<String, (&Document, &Picture)> = BTreeMap::new();
    for (document, picture) in wanted {
        match path_of(&document.path, &picture.address) {
            Some(path) => _ = places.entry(path).or_insert((document, picture)),
            None => diagnostics.push(Problem::LeadsOut.report(root, "", document, picture)),
        }
    }
    let budget = Budget::default();
    let places: Vec<_> = places.into_iter().collect();
    let outcomes: Vec<_> = places
        .par_iter()
        .map(|(path, _)| ready(root, path, store.as_ref(), &budget))
        .collect();
    let mut gallery = Gallery::default();
    for ((path, (document, picture)), outcome) in places.into_iter().zip(outcomes) {
        match outcome {
            Ok(shown) => {
                // The same picture in two folders is one.
                let same = gallery
                    .pictures
                    .iter()
                    .position(|other| other.key == shown.key);
                let at = same.unwrap_or(gallery.pictures.len());
                if same.is_none() {
                    gallery.pictures.push(shown);
                }
                gallery.by_path.insert(path, at);
            }
            Err(problem) => diagnostics.push(problem.report(root, &path, document, picture)),
        }
    }
    if let Some(store) = store.as_ref().filter(|_| diagnostics.is_empty()) {
        store.leave_only(
            &gallery
                .pictures
                .iter()
                .map(|shown| &*shown.key)
                .collect::<HashSet<_>>(),
        );
    }
    gallery.store = store;
    (gallery, diagnostics)
}

impl Gallery {
    /// Where cards are kept; none where nothing is.
    pub(crate) fn cards(&self) -> Option<Store> {
        self.store.as_ref().map(Store::of_cards)
    }

    /// The picture that `document` calls by `address`.
    #[must_use]
    pub fn of(&self, document: &str, address: &str) -> Option<&Shown> {
        let path = path_of(document, address)?;
        self.pictures.get(*self.by_path.get(&path)?)
    }

    /// All that are published, each with its number.
    pub fn sizes(&self) -> impl Iterator<Item = ((usize, usize), &Size)> {
        let numbered = self.pictures.iter().enumerate();
        numbered.flat_map(|(picture, shown)| {
            let sizes = shown.sizes.iter().enumerate();
            sizes.map(move |(size, of)| ((picture, size), of))
        })
    }

    /// The bytes of one.
    ///
    /// # Errors
    /// When its file is no longer there, or another than it was.
    pub fn bytes(&self, (picture, size): (usize, usize)) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Some(shown) = self.pictures.get(picture) else {
            return Ok(Vec::new());
        };
        let of = shown.sizes.get(size).and_then(|size| size.of);
        let smaller = of.and_then(|of| shown.smaller.get(of));
        if let (Some(store), Some(smaller)) = (&self.store, smaller)
            && let Some(bytes) = store.bytes(&shown.key, smaller)
        {
            return Ok(bytes);
        }
        let changed = || {
            let report = Refusal::Changed.report(&shown.name);
            Box::new(report)
        };
        let picture = match super::load(&shown.file, &shown.name) {
            Ok(Ok(Loaded::Picture(picture))) if store::key(&picture) == shown.key => picture,
            _ => return Err(changed()),
        };
        let Some(smaller) = smaller else {
            return Ok(picture.bytes);
        };
        // What was kept is damaged or gone.
        let scaled = scaled::scaled(&picture);
        if let Some(store) = &self.store {
            store.keep(&shown.key, &scaled);
        }
        let made = scaled.into_iter().map(|scaled| scaled.bytes);
        made.into_iter()
            .find(|bytes| smaller.fits(bytes))
            .ok_or_else(changed)
    }
}

impl Shown {
    /// Its widest size.
    #[must_use]
    pub fn widest(&self) -> Option<&Size> {
        self.sizes.last()
    }

    /// The narrowest size that has `width` pixels, else the widest.
    #[must_use]
    pub fn about(&self, width: u32) -> Option<&Size> {
        let wide_enough = self.sizes.iter().find(|size| size.width >= width);
        wide_enough.or_else(|| self.widest())
    }
}

fn ready(
    root: &Path,
    path: &str,
    store: Option<&Store>,
    budget: &Budget,
) -> Result<Shown, Problem> {
    let file = root.join(path);
    let home = path.split('/').next().unwrap_or_default();
    let resolved = file.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Problem::Missing,
        _ => Problem::Machine(error),
    })?;
    let home = root.join(home).canonicalize().map_err(Problem::Machine)?;
    if !resolved.starts_with(home) {
        return Err(Problem::LeadsOut);
    }
    if !resolved.is_file() {
        return Err(Problem::Missing);
    }
    let loaded = super::load(&file, path).map_err(Problem::Machine)?;
    let Loaded::Picture(picture) = loaded.map_err(Problem::Refused)? else {
        return Err(Problem::Refused(Refusal::NoPicture(super::kind::ending(
            path,
        ))));
    };
    let key = store::key(&picture);
    let make = |store: &Store| {
        let pixels = u64::from(picture.width) * u64::from(picture.height);
        let made: Vec<Scaled> = budget.with(pixels, || scaled::scaled(&picture));
        store.keep(&key, &made);
        made.iter().map(Kept::of).collect()
    };
    let kept = store.map(|store| store.kept(&key).unwrap_or_else(|| make(store)));
    let smaller = kept.unwrap_or_default();
    Ok(Shown {
        sizes: sizes(&picture, &key, &smaller),
        file,
        name: path.to_owned(),
        key,
        smaller,
    })
}

fn sizes(picture: &Clean, key: &str, smaller: &[Kept]) -> Vec<Size> {
    let mut sizes: Vec<Size> = smaller
        .iter()
        .enumerate()
        .map(|(of, kept)| Size {
            path: format!("{FOLDER}/{key}-{}.{}", kept.width, kept.format.ending()),
            format: kept.format,
            width: kept.width,
            height: kept.height,
            of: Some(of),
        })
        .collect();
    if scaled::is_published(picture, !smaller.is_empty()) {
        sizes.push(Size {
            path: format!("{FOLDER}/{key}.{}", picture.format.ending()),
            format: picture.format,
            width: picture.width,
            height: picture.height,
            of: None,
        });
    }
    sizes
}

/// The file that a document means by an address, from the site's folder: beside the document, or in `static/` where the address
/// begins with a slash. None where it leads out of these folders, or to a hidden file.
fn path_of(document: &str, address: &str) -> Option<String> {
    let address = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let address = percent_decode_str(address).decode_utf8().ok()?;
    let (folder, address) = match address.strip_prefix('/') {
        Some(rest) => ("static", rest),
        None => (document.rsplit_once('/')?.0, &*address),
    };
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > 1 => _ = parts.pop(),
            _ if part.starts_with('.') || part.contains(['\\', ':', '\0']) => return None,
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

impl Problem {
    fn report(self, root: &Path, path: &str, document: &Document, picture: &Picture) -> Diagnostic {
        let (message, help) = match self {
            Self::Missing => {
                let help = match nearest_file(root, path) {
                    Some(near) => format!("write `{near}`"),
                    None => "save it beside the document, and write its file name".into(),
                };
                (format!("there is no picture at {path}"), help)
            }
            Self::LeadsOut => (
                "this picture does not lie in the site's content or static folder".into(),
                "save it beside the document, and write its file name".into(),
            ),
            Self::Refused(refusal) => (format!("{path}: {refusal}"), refusal.help()),
            Self::Machine(error) => (
                format!("{path} can't be read: {error}"),
                "see whether you may open it".into(),
            ),
        };
        Diagnostic::error("picture", message)
            .at(&document.path, &document.text, picture.span)
            .help(help)
    }
}

/// The file in the same folder whose name is most like it.
fn nearest_file(root: &Path, path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let mut names: Vec<String> = root
        .join(folder)
        .read_dir()
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    nearest(name, &names).map(str::to_owned)
}

/// How many pixels are held decoded.
#[derive(Debug, Default)]
struct Budget {
    held: Mutex<u64>,
    freed: Condvar,
}

impl Budget {
    /// Calls `make` once there is room for `pixels`.
    fn with<T>(&self, pixels: u64, make: impl FnOnce() -> T) -> T {
        // Nothing panics that holds the lock.
        let held = self.held.lock().ok();
        let full = |held: &mut u64| *held > 0 && *held + pixels > MOST_PIXELS;
        if let Some(mut held) = held.and_then(|held| self.freed.wait_while(held, full).ok()) {
            *held += pixels;
        }
        let made = make();
        if let Ok(mut held) = self.held.lock() {
            *held = held.saturating_sub(pixels);
        }
        self.freed.notify_all();
        made
    }
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn a_picture_lies_beside_its_document_or_in_static() {
        let path = |address| path_of("content/2025/talks/day.md", address);
        for (address, file) in [
            ("bridge.jpg", "content/2025/talks/bridge.jpg"),
            ("./a%20b.jpg?x#y", "content/2025/talks/a b.jpg"),
            ("../bridge.jpg", "content/2025/bridge.jpg"),
            ("../../bridge.jpg", "content/bridge.jpg"),
            ("/maps/front.png", "static/maps/front.png"),
            ("100%.jpg", "content/2025/talks/100%.jpg"),
        ] {
            assert_eq!(path(address).as_deref(), Some(file));
        }
        for address in [
            "../../../site.toml",
            "/../site.toml",
            "/%2e%2e/site.toml",
            ".hidden.jpg",
            "a\\b.jpg",
            "%ff.jpg",
            "a/.git/b.jpg",
        ] {
            assert_eq!(path(address), None, "{address}");
        }
    }
}
