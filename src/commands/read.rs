//! A site's folder to entries: what every command does that works on a whole site.

use super::report::Report;
use super::terminal;
use crate::cache::{Cache, Entries, Opened, SHARDS};
use crate::config::{Register, Site};
use crate::diagnostics::Diagnostic;
use crate::quotes::{Entry, KnownSpeakers};
use crate::render::Theme;
use crate::source::{self, Failure, Found};
use crate::{article, quotes};
use rayon::iter::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a site is made from.
pub(super) struct Read {
    pub site: Site,
    pub register: Register,
    /// One for each document that could be read, drafts only if they were asked for.
    pub entries: Vec<Arc<Entry>>,
}

/// Reads the settings and all documents below `root`; those that are in `state`, where builds keep what they know, as
/// they were read before. Everything that is the matter goes into `report`, so that an editor need not mend one mistake
/// to see the next.
pub(super) fn read(
    root: &Path,
    base_url: Option<&str>,
    drafts: bool,
    state: Option<&Path>,
    report: &mut Report,
) -> Option<Read> {
    let found = match source::walk(&root.join("content"), "content") {
        Ok(found) => Some(found),
        Err(failures) => {
            failures
                .into_iter()
                .for_each(|failure| report.fail(failure));
            None
        }
    };
    let settings = source::settings(root, base_url).unwrap_or_else(|failures| {
        failures
            .into_iter()
            .for_each(|failure| report.fail(failure));
        (Site::default(), Register::default())
    });
    let (site, register) = settings;
    let Found { documents, unread } = found?;
    report.add(unread.iter().map(|file| source::not_read(file)));
    if documents.is_empty() {
        report.add([source::nothing_to_build()]);
        return None;
    }
    let bar = terminal::progress(documents.len(), "Reading");
    let cache = state.map(|state| cache_of(root, state, base_url));
    let reading = Reading {
        drafts,
        site: &site,
        register: &register,
        cache: cache.as_ref(),
        speakers: KnownSpeakers::default(),
    };
    let (outcomes, opened) = reading.all(&documents, || bar.inc(1));
    bar.finish_and_clear();
    if opened == Opened::Damaged {
        terminal::say("What was kept of the last build is damaged; it is made anew");
    }
    let mut entries = Vec::with_capacity(outcomes.len());
    let mut skipped = 0;
    for outcome in outcomes {
        match outcome {
            Ok(Some((entry, diagnostics))) => {
                entries.push(entry);
                report.add(diagnostics);
            }
            Ok(None) => skipped += 1,
            Err(failure) => report.fail(failure),
        }
    }
    if entries.is_empty() && skipped > 0 {
        report.add([only_drafts()]);
    }
    Some(Read {
        site,
        register,
        entries,
    })
}

/// The theme, in the language of the site that was read; in English where none could be, so that its mistakes are told
/// all the same.
pub(super) fn theme(root: &Path, read: Option<&Read>, report: &mut Report) -> Option<Theme> {
    let tag = read.map_or("en", |read| &*read.site.language);
    Theme::load(root, tag)
        .map_err(|mistakes| report.add(mistakes))
        .ok()
}

/// The cache of a site's entries: what its settings and its register are written in says how documents are read.
fn cache_of(root: &Path, state: &Path, base_url: Option<&str>) -> Cache {
    let settings = ["site.toml", "content/speakers.toml"];
    let [site, register] = settings.map(|file| std::fs::read(root.join(file)).unwrap_or_default());
    Cache::new(
        state,
        [&*site, &*register, base_url.unwrap_or_default().as_bytes()],
    )
}

/// What a document was read as; none for a draft that was not asked for.
type Outcome = Result<Option<(Arc<Entry>, Vec<Diagnostic>)>, Failure>;

/// How documents are read.
struct Reading<'r> {
    drafts: bool,
    site: &'r Site,
    register: &'r Register,
    cache: Option<&'r Cache>,
    speakers: KnownSpeakers,
}

impl Reading<'_> {
    /// Reads all documents; gives the outcomes in their order, and the worst that was found in the cache.
    fn all(
        &self,
        documents: &[(PathBuf, String)],
        done: impl Fn() + Sync,
    ) -> (Vec<Outcome>, Opened) {
        let Some(cache) = self.cache else {
            let outcomes = documents.par_iter().map(|document| {
                let outcome = self.one(document, None);
                done();
                outcome
            });
            return (outcomes.collect(), Opened::Fit);
        };
        let mut shards: Vec<Vec<usize>> = vec![Vec::new(); SHARDS];
        for (n, (_, shown)) in documents.iter().enumerate() {
            shards[Cache::shard_of(shown)].push(n);
        }
        let shards = shards.into_par_iter().enumerate().map(|(shard, members)| {
            let mut entries = cache.open(shard);
            let opened = entries.opened();
            let outcomes: Vec<(usize, Outcome)> = members
                .into_iter()
                .map(|n| {
                    let outcome = self.one(&documents[n], Some(&mut entries));
                    done();
                    (n, outcome)
                })
                .collect();
            // What can't be kept is read anew by the next build.
            let _ = entries.save();
            (outcomes, opened)
        });
        let shards: Vec<(Vec<(usize, Outcome)>, Opened)> = shards.collect();
        let damaged = shards.iter().any(|(_, opened)| *opened == Opened::Damaged);
        let mut outcomes: Vec<Option<Outcome>> = documents.iter().map(|_| None).collect();
        for (n, outcome) in shards.into_iter().flat_map(|(outcomes, _)| outcomes) {
            outcomes[n] = Some(outcome);
        }
        let opened = if damaged {
            Opened::Damaged
        } else {
            Opened::Fit
        };
        (outcomes.into_iter().flatten().collect(), opened)
    }

    fn one(&self, (file, shown): &(PathBuf, String), mut entries: Option<&mut Entries>) -> Outcome {
        let document = source::load(file, shown)?;
        if document.front_matter.draft && !self.drafts {
            return Ok(None);
        }
        let known = entries.as_mut().and_then(|entries| entries.take(&document));
        if let Some((article, quotations, speakers, more)) = known {
            let mut diagnostics = document.diagnostics.clone();
            diagnostics.extend(more);
            let mut entry = Entry {
                document,
                article,
                quotations,
                speakers,
            };
            self.speakers.share(&mut entry);
            return Ok(Some((Arc::new(entry), diagnostics)));
        }
        let of_source = document.diagnostics.len();
        let (article, mut diagnostics) = article::read(&document, self.site);
        let (mut entry, more) = quotes::read(document, article, self.site, self.register);
        diagnostics.extend(more);
        if let Some(entries) = entries {
            let own = diagnostics.get(of_source..).unwrap_or_default();
            entries.keep(&entry, own);
        }
        self.speakers.share(&mut entry);
        Ok(Some((Arc::new(entry), diagnostics)))
    }
}

fn only_drafts() -> Diagnostic {
    Diagnostic::error(
        "no-content",
        "there is nothing to build: every article is a draft",
    )
    .help("take `draft = true` out of one, or build with --drafts")
}
