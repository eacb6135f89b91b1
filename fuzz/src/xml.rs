//! Trees of XML made of the words of a format, in any order and nesting.

use std::fmt::Write;

use arbitrary::{Result, Unstructured};

use super::words::short;

/// What a format's XML is made of.
pub struct Words {
    pub elements: &'static [&'static str],
    pub attributes: &'static [&'static str],
    pub values: &'static [&'static str],
}

const DEEPEST: usize = 12;
const LONGEST: usize = 1 << 14;

/// The inside of an element.
pub fn inside(u: &mut Unstructured, words: &Words) -> Result<String> {
    let mut xml = String::new();
    let count = u.int_in_range(0..=24)?;
    for _ in 0..count {
        node(u, words, 0, &mut xml)?;
    }
    Ok(xml)
}

fn node(u: &mut Unstructured, words: &Words, depth: usize, xml: &mut String) -> Result<()> {
    if u.is_empty() || xml.len() > LONGEST {
        return Ok(());
    }
    if depth >= DEEPEST || u.ratio(1, 4)? {
        xml.push_str(&escaped(&short(u)?));
        return Ok(());
    }
    let name = u.choose(words.elements)?;
    write!(xml, "<{name}").unwrap();
    attributes(u, words, xml)?;
    xml.push('>');
    for _ in 0..u.int_in_range(0..=4)? {
        node(u, words, depth + 1, xml)?;
    }
    write!(xml, "</{name}>").unwrap();
    Ok(())
}

/// Different ones, for two of one name are not XML.
fn attributes(u: &mut Unstructured, words: &Words, xml: &mut String) -> Result<()> {
    let first = u.choose_index(words.attributes.len())?;
    for name in words.attributes.iter().cycle().skip(first).take(u.int_in_range(0..=3)?) {
        let value = if u.ratio(1, 8)? {
            u.arbitrary::<i64>()?.to_string()
        } else {
            (*u.choose(words.values)?).to_owned()
        };
        write!(xml, " {name}=\"{}\"", escaped(&value)).unwrap();
    }
    Ok(())
}

/// Text as XML may hold it.
pub fn escaped(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t' | '\r');
    let text: String = text.chars().filter(allowed).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
