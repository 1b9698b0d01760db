//! One state of the site, ready to be shown: a digest, its renderer, and a thread that owns both.
//!
//! The renderer borrows the digest, so both live on the stack of a thread that does what it is sent. The thread ends
//! when nobody can send it anything any more; a newer edition is made while the older one goes on answering.

use super::desk::{Copy, Known};
use super::state::State;
use crate::config::Register;
use crate::diagnostics::Diagnostic;
use crate::digest::{self, Digest};
use crate::render::{Planned, Renderer};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

/// What the thread does with the site.
type Order = Box<dyn for<'s> FnOnce(&Sheet<'s>) + Send>;

/// A state of the site.
pub(super) struct Edition {
    orders: Sender<Order>,
    /// How many articles it has.
    pub articles: usize,
    /// How many warnings there are.
    pub warnings: usize,
}

/// What there is to show.
pub(super) struct Sheet<'s> {
    pub digest: &'s Digest,
    /// The document of each article.
    pub documents: Vec<&'s Known>,
    /// What there is to report of articles together.
    pub diagnostics: &'s [Diagnostic],
    pub renderer: &'s Renderer<'s>,
    pub register: &'s Register,
    /// The folder that the documents lie in.
    pub content: &'s Path,
    pages: HashMap<String, Planned>,
    /// The article that a page shows, by the page's path.
    articles: HashMap<&'s str, usize>,
}

/// The thread that owned an edition is gone.
#[derive(Debug)]
pub(super) struct Gone;

impl Edition {
    /// Joins what was read. One page of each kind and those that are open are made before it counts as ready, the others when
    /// there is nothing else to do: the first of them that fails is told to `broken`.
    ///
    /// # Errors
    /// Everything that would keep it from being built.
    pub fn make(
        copy: Copy,
        state: Arc<State>,
        broken: impl FnOnce(Diagnostic) + Send + 'static,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (orders, received) = channel();
        let (proof, ready) = channel();
        std::thread::spawn(move || work(copy, &state, &proof, &received, broken));
        let (articles, warnings) = ready.recv().unwrap_or_else(|_| {
            let message = "the program has a mistake: it could not make the pages";
            Err(vec![Diagnostic::error("machine", message)])
        })?;
        Ok(Self {
            orders,
            articles,
            warnings,
        })
    }

    /// What `order` finds in this edition.
    pub async fn ask<T: Send + 'static>(
        &self,
        order: impl FnOnce(&Sheet) -> T + Send + 'static,
    ) -> Result<T, Gone> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let order: Order = Box::new(move |sheet| {
            // Who asked may have gone away.
            let _ = answer.send(order(sheet));
        });
        self.orders.send(order).map_err(|_| Gone)?;
        answered.await.map_err(|_| Gone)
    }
}

/// How many articles and warnings an edition has, or why there is none.
type Proof = Result<(usize, usize), Vec<Diagnostic>>;

fn work(
    copy: Copy,
    state: &State,
    proof: &Sender<Proof>,
    orders: &Receiver<Order>,
    broken: impl FnOnce(Diagnostic),
) {
    let Copy {
        site,
        register,
        theme,
        documents,
        root,
        mut diagnostics,
    } = copy;
    let entries = documents.iter().map(|known| Arc::clone(&known.entry));
    let (mut digest, joined) = digest::join(site, &register, entries.collect());
    diagnostics.extend(joined);
    // Pictures are shown as they are: smaller ones are a build's work.
    diagnostics.extend(digest.illustrate(&root, None));
    let content = root.join("content");
    let renderer = Renderer::without_index(&digest, &theme);
    diagnostics.extend(renderer.diagnostics().iter().cloned());
    let mut errors: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|d| d.is_error())
        .cloned()
        .collect();
    let sheet = Sheet::new(
        &digest,
        &documents,
        &diagnostics,
        &renderer,
        (&register, &content),
    );
    if errors.is_empty() {
        for page in sheet.samples(&state.open_pages()) {
            let failure = renderer.render(&page).err().map(|failure| *failure);
            let is_news = |failure: &Diagnostic| errors.iter().all(|e| !is_same(e, failure));
            errors.extend(failure.into_iter().filter(is_news).collect::<Vec<_>>());
        }
    }
    let is_ready = errors.is_empty();
    let of_documents = documents.iter().map(|known| known.diagnostics.len());
    let warnings = diagnostics.len() + of_documents.sum::<usize>();
    let told = proof.send(match is_ready {
        true => Ok((digest.articles.len(), warnings)),
        false => Err(errors),
    });
    if is_ready && told.is_ok() {
        answer(&sheet, state, orders, broken);
    }
}

/// Does what is ordered, and reads proof of all pages in between.
fn answer(sheet: &Sheet, state: &State, orders: &Receiver<Order>, broken: impl FnOnce(Diagnostic)) {
    let mut unread = sheet.renderer.pages().filter(is_text);
    let mut broken = Some(broken);
    loop {
        match orders.try_recv() {
            Ok(order) => {
                order(sheet);
                continue;
            }
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => {}
        }
        let may_read = broken.is_some() && !state.is_busy();
        let Some(page) = may_read.then(|| unread.next()).flatten() else {
            match orders.recv() {
                Ok(order) => order(sheet),
                Err(_) => return,
            }
            continue;
        };
        if let Err(failure) = sheet.renderer.render(&page)
            && let Some(broken) = broken.take()
        {
            broken(*failure);
        }
    }
}

/// Whether a page is made from a template: a picture that is published as it is needs no proof.
fn is_text(page: &Planned) -> bool {
    [".html", ".xml"]
        .iter()
        .any(|ending| page.path.ends_with(ending))
}

fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let place = |d: &Diagnostic| d.location.as_ref().map(|l| (l.path.clone(), l.span));
    one.message == other.message && place(one) == place(other)
}

impl<'s> Sheet<'s> {
    fn new(
        digest: &'s Digest,
        documents: &'s [Arc<Known>],
        diagnostics: &'s [Diagnostic],
        renderer: &'s Renderer<'s>,
        (register, content): (&'s Register, &'s Path),
    ) -> Self {
        let by_path: HashMap<&str, &Known> = documents
            .iter()
            .map(|known| (&*known.entry.document.path, &**known))
            .collect();
        let articles = digest.articles.iter();
        let of = articles.filter_map(|article| by_path.get(&*article.entry.document.path));
        let documents: Vec<&Known> = of.copied().collect();
        let pages = renderer.pages();
        let pages = pages.map(|page| (page.path.clone(), page)).collect();
        let articles = digest.articles.iter().enumerate();
        let articles = articles.map(|(id, article)| (&*article.path, id)).collect();
        Self {
            digest,
            documents,
            diagnostics,
            renderer,
            register,
            content,
            pages,
            articles,
        }
    }

    /// The page at a path from the site's root.
    pub fn page(&self, path: &str) -> Option<&Planned> {
        self.pages.get(path)
    }

    /// The article that the page at `path` shows, and the section where it shows no more of it.
    pub fn article(&self, path: &str) -> Option<(usize, Option<usize>)> {
        if let Some((article, section)) = self.page(path)?.section() {
            return Some((article, Some(section)));
        }
        let folder = path.strip_suffix("index.html")?;
        self.articles.get(folder).map(|&article| (article, None))
    }

    fn samples(&self, open: &[String]) -> Vec<Planned> {
        let mut kinds = HashSet::new();
        let mut samples: Vec<Planned> = self
            .renderer
            .pages()
            .filter(|page| is_text(page) && kinds.insert(page.likeness()))
            .collect();
        samples.extend(open.iter().filter_map(|path| self.page(path).cloned()));
        samples
    }
}
