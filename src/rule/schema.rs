//! What the JSON Schema of a pack says where the derived one would say too little: types that read more than one
//! shape, and texts that must be one of a list.
//!
//! This module describes the shapes of `spec`. It must not check anything itself.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::compile::KINDS;
use super::pattern::SORT_NAMES;
use super::spec::{
    ColumnOptions, ColumnSpec, MatchOptions, MatchSpec, OneOrMany, SlotOptions, SlotSpec, Texts,
};
use crate::verdict::{Reason, Verdict};

/// An id: lower-case letters, digits and hyphens.
pub(super) struct Id;
/// A language: the primary tag of BCP 47.
pub(super) struct Language;
/// The kind of claim.
pub(super) struct Kind;
/// The name of a slot type, or several joined with `|`.
pub(super) struct SlotTypeName;
/// One claim that an example must make.
pub(super) struct Expected;

/// Names a type and says how its schema is made; every one here is written where it is used.
macro_rules! described {
    ($($type:ty, $name:literal => $schema:expr;)+) => {
        $(impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let schema: fn(&mut SchemaGenerator) -> Schema = $schema;
                schema(generator)
            }
        })+
    };
}

described! {
    Id, "Id" => |_| json_schema!({"type": "string", "pattern": "^[a-z0-9-]+$"});
    Language, "Language" => |_| json_schema!({"type": "string", "pattern": "^[a-z]{2,3}$"});
    Kind, "Kind" => |_| json_schema!({"type": "string", "enum": KINDS});
    SlotTypeName, "SlotTypeName" => |_| slot_type();
    Expected, "Expected" => expected;
    OneOrMany, "OneOrMany" => |_| one_or_many();
    Texts, "Texts" => |_| one_or_many();
    MatchSpec, "MatchSpec" => |generator| or_text(generator.subschema_for::<MatchOptions>(), json_schema!({
        "type": "string", "description": "Just the pattern."
    }));
    ColumnSpec, "ColumnSpec" => |generator| {
        let head = json_schema!({"type": "string", "description": "Just the pattern for the head."});
        or_text(generator.subschema_for::<ColumnOptions>(), head)
    };
    SlotSpec, "SlotSpec" => |generator| {
        or_text(generator.subschema_for::<SlotOptions>(), generator.subschema_for::<SlotTypeName>())
    };
}

fn or_text(mapping: Schema, text: Schema) -> Schema {
    json_schema!({"anyOf": [text, mapping]})
}

fn one_or_many() -> Schema {
    json_schema!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
}

/// A list of single names for editors to offer, and a pattern for several of them.
fn slot_type() -> Schema {
    let sorts: Vec<&str> = SORT_NAMES.iter().map(|(name, _)| *name).collect();
    let names: Vec<&str> = ["word", "list"].into_iter().chain(sorts.iter().copied()).collect();
    let one = format!("({})", sorts.join("|"));
    let several = format!("^\\s*{one}(\\s*\\|\\s*{one})*\\s*$");
    json_schema!({"type": "string", "anyOf": [{"enum": names}, {"pattern": several}]})
}

fn expected(generator: &mut SchemaGenerator) -> Schema {
    let (verdict, reason) = (generator.subschema_for::<Verdict>(), generator.subschema_for::<Reason>());
    json_schema!({
        "type": "object",
        "description": "One claim: its verdict, its reason if it is unchecked, and each stated figure by role, as printed.",
        "properties": {"verdict": verdict, "reason": reason},
        "additionalProperties": one_or_many(),
    })
}
