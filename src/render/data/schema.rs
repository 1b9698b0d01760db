//! `data/schema/`: what the other files hold, as JSON Schema, made from the types that write them.

use crate::render::json;
use crate::render::shared::Shared;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

/// The schema of a document, called `name`.
pub(super) fn write<T: JsonSchema>(shared: &Shared, name: &str) -> Vec<u8> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    if let Some(address) = shared.links.whole(&format!("data/schema/{name}.json")) {
        schema.insert("$id".into(), address.into());
    }
    json::document(&schema)
}
