//! The parts of a Word document: which members of the package they are.
//!
//! This module must not know what is in a part.

use crate::document::package::Package;
use crate::document::xml::{Node, Nodes, attribute, local};
use crate::document::{Limits, ReadError};

use super::WHAT;

/// The names of the members that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) document: String,
    pub(super) styles: Option<String>,
    pub(super) footnotes: Option<String>,
    pub(super) endnotes: Option<String>,
    pub(super) comments: Option<String>,
    /// The member with the relations of the document.
    pub(super) relations: String,
}

/// A relation between two parts: the end of its type, and the member that it leads to.
#[derive(Debug)]
struct Relation {
    kind: String,
    target: String,
}

impl Parts {
    /// Follows the relations of the package; where there are none, the usual names are taken.
    pub(super) fn find(package: &mut Package<'_>, limits: Limits) -> Result<Parts, ReadError> {
        let root = relations(package, "_rels/.rels", "", limits)?;
        let document = target(&root, "officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
        let (folder, file) = document.rsplit_once('/').unwrap_or(("", &document));
        let own = format!("{folder}/_rels/{file}.rels");
        let name = own.trim_start_matches('/').to_owned();
        let own = relations(package, &name, folder, limits)?;
        let part = |kind: &str| target(&own, kind);
        Ok(Parts {
            styles: part("styles"),
            footnotes: part("footnotes"),
            endnotes: part("endnotes"),
            comments: part("comments"),
            relations: name,
            document,
        })
    }
}

fn target(relations: &[Relation], kind: &str) -> Option<String> {
    relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone())
}

fn relations(
    package: &mut Package<'_>,
    member: &str,
    folder: &str,
    limits: Limits,
) -> Result<Vec<Relation>, ReadError> {
    let Some(xml) = package.xml(member)? else { return Ok(Vec::new()) };
    let mut nodes = Nodes::new(&xml.text, WHAT, limits);
    let mut relations = Vec::new();
    while let Some((node, _)) = nodes.next()? {
        let Node::Start(start) = node else { continue };
        let outside = attribute(&start, "TargetMode").is_some_and(|mode| mode == "External");
        if local(&start) != "Relationship" || outside {
            continue;
        }
        if let (Some(kind), Some(target)) = (attribute(&start, "Type"), attribute(&start, "Target")) {
            let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
            relations.push(Relation { kind, target: resolved(folder, &target) });
        }
    }
    Ok(relations)
}

/// A target as the name of a member.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(path.pop()),
            _ => path.push(part),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::package::tests::package;

    #[test]
    fn parts_are_found_by_their_relations() {
        let root = "<R><Relationship Type='http://x/officeDocument' Target='/word/document2.xml'/></R>";
        let own = "<R><Relationship Type='http://x/styles' Target='../a/s.xml'/>\
                   <Relationship Type='http://x/footnotes' Target='http://evil' TargetMode='External'/>\
                   <Relationship Type='http://x/endnotes' Target='endnotes.xml'/></R>";
        let bytes =
            package(&[("_rels/.rels", root.as_bytes()), ("word/_rels/document2.xml.rels", own.as_bytes())]);
        let mut package = Package::open(&bytes, WHAT, Limits::default()).unwrap();
        let expected = Parts {
            document: "word/document2.xml".to_owned(),
            styles: Some("a/s.xml".to_owned()),
            footnotes: None,
            endnotes: Some("word/endnotes.xml".to_owned()),
            comments: None,
            relations: "word/_rels/document2.xml.rels".to_owned(),
        };
        assert_eq!(Parts::find(&mut package, Limits::default()), Ok(expected));
    }
}
