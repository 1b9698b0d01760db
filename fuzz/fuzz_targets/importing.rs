//! No file makes an import fail in another way than by telling what is wrong, and what is written is a document.

#![no_main]

use dateline::config::Site;
use dateline::{article, import, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let site = Site::default();
    match import::read(bytes, "saved", &site) {
        Ok(imported) => {
            for one in imported {
                let text = import::written(&one.item, "saved", &one.left_out);
                let name = import::file_name(&one.item);
                let document =
                    source::read(text.as_bytes(), &name).expect("what was written can't be read");
                let _ = article::read(&document, &site);
                for diagnostic in &one.diagnostics {
                    let _ = dateline::diagnostics::render(diagnostic, false);
                }
            }
        }
        Err(mistake) => assert!(!dateline::diagnostics::render(&mistake, false).is_empty()),
    }
});
