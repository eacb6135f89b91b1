//! The JSON Schema of every kind of pack file and of the output, made from the types that read and print them.
//!
//! This module must not describe any key itself: what a key means stands beside the type that has it.

use schemars::generate::{Contract, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use crate::mention::Lexicon;
use crate::report::contract::Document;
use crate::report::receipt::Receipt;
use crate::report::records::Record;
use crate::rule::spec::{PackSpec, RuleFile, VocabularyFile};

/// Something that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `pack.yaml`.
    Pack,
    /// `vocabulary.yaml`.
    Vocabulary,
    /// `lexicon.yaml`.
    Lexicon,
    /// Any other file of a pack.
    Rules,
    /// What `gouji check --format json` prints.
    Output,
    /// A line of what `gouji check --format jsonl` prints.
    Lines,
    /// What `gouji receipt` writes.
    Receipt,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Shape; 7] = [
        Shape::Pack,
        Shape::Vocabulary,
        Shape::Lexicon,
        Shape::Rules,
        Shape::Output,
        Shape::Lines,
        Shape::Receipt,
    ];

    /// Its name, which is also that of its file under `docs/schema/`.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Pack => "pack",
            Shape::Vocabulary => "vocabulary",
            Shape::Lexicon => "lexicon",
            Shape::Rules => "rules",
            Shape::Output => "output",
            Shape::Lines => "lines",
            Shape::Receipt => "receipt",
        }
    }

    /// The shape of a pack's file with this name.
    pub fn of_file(name: &str) -> Shape {
        match name {
            "pack.yaml" => Shape::Pack,
            "vocabulary.yaml" => Shape::Vocabulary,
            "lexicon.yaml" => Shape::Lexicon,
            _ => Shape::Rules,
        }
    }

    /// The schema, in JSON Schema draft 7, which every editor reads.
    ///
    /// ```
    /// let schema = gouji::schema::Shape::Rules.schema();
    /// assert_eq!(schema["title"], "gouji rules");
    /// ```
    pub fn schema(self) -> Value {
        let schema = match self {
            Shape::Pack => generated::<PackSpec>(Contract::Deserialize),
            Shape::Vocabulary => generated::<VocabularyFile>(Contract::Deserialize),
            Shape::Lexicon => generated::<Lexicon>(Contract::Deserialize),
            Shape::Rules => generated::<RuleFile>(Contract::Deserialize),
            Shape::Output => generated::<Document>(Contract::Serialize),
            Shape::Lines => generated::<Record<'_>>(Contract::Serialize),
            Shape::Receipt => generated::<Receipt>(Contract::Serialize),
        };
        titled(schema.to_value(), format!("gouji {}", self.name()))
    }
}

/// The schema under its title, with what a reader looks for first in the first lines.
fn titled(schema: Value, title: String) -> Value {
    let Value::Object(mut schema) = schema else { return schema };
    schema.insert("title".to_owned(), Value::String(title));
    let mut ordered = Map::new();
    for key in ["$schema", "title", "description"] {
        ordered.extend(schema.shift_remove_entry(key));
    }
    ordered.extend(schema);
    Value::Object(ordered)
}

fn generated<T: JsonSchema>(contract: Contract) -> Schema {
    let settings = SchemaSettings::draft07().with(|settings| settings.contract = contract);
    settings.into_generator().into_root_schema_for::<T>()
}
