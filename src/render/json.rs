//! JSON documents.

use serde::Serialize;

/// The bytes of a JSON document, one line.
pub(super) fn document(value: &impl Serialize) -> Vec<u8> {
    long_document(value, 256)
}

/// The same for one of which it is known that it has about `length` bytes: a text of megabytes is not to be moved each time
/// that it outgrows its place.
pub(super) fn long_document(value: &impl Serialize, length: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(length);
    // Only a map whose keys are no text, or a failing writer, could be refused.
    if serde_json::to_writer(&mut bytes, value).is_err() {
        bytes.clear();
    }
    bytes.push(b'\n');
    bytes
}

/// The word by which JSON knows a value that is one of several; nothing for any other value.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
