//! A published site that is what it should be already: then nothing is written, and nothing changes names.

use super::manifest::{Stamp, hash};
use super::paths::Site;
use super::{Inputs, Output, Published};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// What stands in the output folder, if these files are all that Dateline made there, each is made from what it was made
/// from, and is as it was written. A page of which that can't be told by its inputs is made, and compared.
///
/// What gives an answer at once is asked first: where one page has other inputs, no file is looked at.
pub(super) fn standing<E>(
    output: &Output,
    site: &Site,
    inputs: &[Option<Inputs>],
    page: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
) -> Option<Published> {
    let before = output.before();
    if !output.is_exact() || output.is_anew() || *before.files() != *site.files {
        return None;
    }
    let stamps: Vec<Stamp> = before.stamps().iter().copied().collect::<Option<_>>()?;
    let same_inputs =
        |(stamp, inputs): (&Stamp, &Option<Inputs>)| inputs.is_none() || stamp.inputs == *inputs;
    let is_as_written = |(file, stamp): (usize, &Stamp)| {
        stamp.fits_file(&output.path().join(site.files.path(file)))
    };
    let is_the_same = |(file, stamp): (usize, &Stamp)| {
        inputs[file].is_some() || page(file).is_ok_and(|bytes| hash(&bytes) == stamp.hash)
    };
    let stands = stamps.iter().zip(inputs).all(same_inputs)
        && stamps.par_iter().enumerate().all(is_as_written)
        && stamps.par_iter().enumerate().all(is_the_same);
    stands.then(|| Published {
        files: stamps.len(),
        bytes: stamps.iter().map(|stamp| stamp.len).sum(),
        unchanged: stamps.len(),
        carried: 0,
    })
}
