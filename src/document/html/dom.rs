//! The tree of a page: what html5ever builds, in one list of nodes, so that no depth of it is a depth of calls.
//!
//! This module must not know what an element means.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};

use crate::document::{Limits, ReadError};
use crate::work;

/// How much of a page is parsed between two looks at its depth.
const CHUNK: usize = 16 * 1024;

/// A page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

/// A node: its number is its place in the list.
#[derive(Debug)]
struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    depth: usize,
    data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    Element {
        name: Rc<QualName>,
        attributes: Vec<Attribute>,
    },
    Text(String),
    /// The document, a comment, an instruction.
    Other,
}

impl Dom {
    /// The tree of a page.
    ///
    /// # Errors
    ///
    /// Elements stand deeper in one another than `limits` allow.
    pub(super) fn parse(text: &str, limits: Limits) -> Result<Dom, ReadError> {
        let mut parser = parse_document(Sink::new(limits.depth), ParseOpts::default());
        let mut rest = text;
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK));
            parser.process(StrTendril::from_slice(chunk));
            limits.in_time()?;
            if parser.tokenizer.sink.sink.too_deep.get() {
                let limit = u64::try_from(limits.depth).unwrap_or(u64::MAX);
                return Err(ReadError::TooMany { what: "elements inside one another", limit });
            }
            rest = after;
        }
        Ok(parser.finish())
    }

    pub(super) const ROOT: usize = 0;

    pub(super) fn data(&self, node: usize) -> &Data {
        self.nodes.get(node).map_or(&Data::Other, |node| &node.data)
    }

    pub(super) fn children(&self, node: usize) -> &[usize] {
        self.nodes.get(node).map_or(&[], |node| &node.children)
    }

    /// The name of an element of HTML; empty for anything else.
    pub(super) fn name(&self, node: usize) -> &str {
        match self.data(node) {
            Data::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    pub(super) fn attribute(&self, node: usize, wanted: &str) -> Option<&str> {
        let Data::Element { attributes, .. } = self.data(node) else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == wanted).map(|found| &*found.value)
    }
}

/// What html5ever builds the tree with.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    nameless: Rc<QualName>,
    limit: usize,
    too_deep: Cell<bool>,
}

/// What html5ever holds a node by: its number, and its name if it is an element.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    node: usize,
    name: Rc<QualName>,
}

/// The name of an element, as html5ever asks for it.
#[derive(Debug)]
pub(super) struct Name<'a>(&'a QualName);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new(limit: usize) -> Sink {
        let root = Node { parent: None, children: Vec::new(), depth: 0, data: Data::Other };
        let nameless = Rc::new(QualName::new(None, Namespace::default(), LocalName::default()));
        Sink { nodes: RefCell::new(vec![root]), nameless, limit, too_deep: Cell::new(false) }
    }

    fn nameless(&self, node: usize) -> Handle {
        Handle { node, name: Rc::clone(&self.nameless) }
    }

    fn create(&self, data: Data) -> usize {
        work::steps(1);
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, children: Vec::new(), depth: 0, data });
        nodes.len() - 1
    }

    /// Puts a node or text among the children of `parent`, at `at`.
    fn insert(&self, parent: usize, at: usize, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(child) => child.node,
            NodeOrText::AppendText(text) => {
                if self.append_to_text(parent, at, &text) {
                    return;
                }
                self.create(Data::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes.get(parent).map_or(0, |parent| parent.depth + 1);
        if depth > self.limit {
            self.too_deep.set(true);
        }
        if let Some(node) = nodes.get_mut(child) {
            (node.parent, node.depth) = (Some(parent), depth);
        }
        if let Some(parent) = nodes.get_mut(parent) {
            parent.children.insert(at.min(parent.children.len()), child);
        }
    }

    /// Text that follows text belongs to it.
    fn append_to_text(&self, parent: usize, at: usize, text: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let before = at.checked_sub(1).and_then(|at| nodes.get(parent)?.children.get(at).copied());
        match before.and_then(|before| nodes.get_mut(before)).map(|node| &mut node.data) {
            Some(Data::Text(known)) => {
                known.push_str(text);
                true
            }
            _ => false,
        }
    }

    /// Takes a node away from where it stands now.
    fn detach(&self, child: &NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(child) = child {
            self.remove_from_parent(child);
        }
    }

    fn count(&self, parent: usize) -> usize {
        self.nodes.borrow().get(parent).map_or(0, |node| node.children.len())
    }

    /// The parent of a node, and which of its children the node is.
    fn place(&self, node: usize) -> Option<(usize, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes.get(node)?.parent?;
        let at = nodes.get(parent)?.children.iter().rposition(|child| *child == node)?;
        Some((parent, at))
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.nameless(Dom::ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Name<'a> {
        Name(&target.name)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let node = self.create(Data::Element { name: Rc::clone(&name), attributes });
        Handle { node, name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless(self.create(Data::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless(self.create(Data::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.detach(&child);
        self.insert(parent.node, self.count(parent.node), child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.place(element.node).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.detach(&child);
        if let Some((parent, at)) = self.place(sibling.node) {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, added: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(Data::Element { attributes, .. }) = nodes.get_mut(target.node).map(|node| &mut node.data)
        {
            for one in added {
                if attributes.iter().all(|known| known.name != one.name) {
                    attributes.push(one);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        let Some((parent, at)) = self.place(target.node) else { return };
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes.get_mut(parent) {
            parent.children.remove(at);
        }
        if let Some(node) = nodes.get_mut(target.node) {
            node.parent = None;
        }
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children =
            nodes.get_mut(node.node).map(|node| std::mem::take(&mut node.children)).unwrap_or_default();
        let depth = nodes.get(new_parent.node).map_or(0, |parent| parent.depth + 1);
        for child in &children {
            if let Some(child) = nodes.get_mut(*child) {
                (child.parent, child.depth) = (Some(new_parent.node), depth);
            }
        }
        if let Some(parent) = nodes.get_mut(new_parent.node) {
            parent.children.extend(children);
        }
    }
}
