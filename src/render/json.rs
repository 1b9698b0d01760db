//! JSON documents.

use serde::Serialize;

/// The bytes of a JSON document, one line.
pub(super) fn document(value: &impl Serialize) -> Vec<u8> {
    // Only a map whose keys are no text, or a failing writer, could be refused.
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
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
