//! The pages: a file for each kind, which gives its template what `docs/theming.md` lists.

pub(super) mod archive;
mod article;
mod corrections;
mod home;
mod not_found;
mod own;
mod quotes;
mod search;
mod section;
mod speakers;
mod topics;

pub(super) use speakers::Course;
