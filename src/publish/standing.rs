//! A published site that is what it should be already: then nothing is written, and nothing changes names.

use super::{Inputs, Output, Published};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// What stands in the output folder, if these pages are all that Dateline made there, each is made from what it was made
/// from, and its file is as it was written. A page of which that can't be told by its inputs is made, and compared.
///
/// What gives an answer at once is asked first: where one page has other inputs, no file is looked at.
pub(super) fn standing<E>(
    output: &Output,
    paths: &[&str],
    inputs: &[Option<Inputs>],
    page: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
) -> Option<Published> {
    let before = output.before();
    if !output.is_exact() || output.is_anew() || before.len() != paths.len() {
        return None;
    }
    let same_inputs = paths.par_iter().zip(inputs).all(|(path, inputs)| {
        let stamp = before.stamp(path);
        stamp.is_some_and(|stamp| inputs.is_none() || stamp.inputs == *inputs)
    });
    let is_as_written = |path: &&str| {
        let stamp = before.stamp(path);
        stamp.is_some_and(|stamp| stamp.fits_file(&output.path().join(path)))
    };
    if !same_inputs || !paths.par_iter().all(is_as_written) {
        return None;
    }
    let is_the_same = |(n, path): (usize, &&str)| {
        inputs[n].is_some()
            || page(n).is_ok_and(|bytes| {
                let hash = *blake3::hash(&bytes).as_bytes();
                before.stamp(path).is_some_and(|stamp| stamp.hash == hash)
            })
    };
    if !paths.par_iter().enumerate().all(is_the_same) {
        return None;
    }
    let stamps = paths.iter().filter_map(|path| before.stamp(path));
    Some(Published {
        files: paths.len(),
        bytes: stamps.map(|stamp| stamp.len).sum(),
        unchanged: paths.len(),
        carried: 0,
    })
}
