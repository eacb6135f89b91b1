//! The pattern language of rules: what `"{actual}~,<achieve><task>的?{percent}"` means.
//!
//! | written | means |
//! | --- | --- |
//! | `完成` | that text; half and full width are the same, and white space counts only in packs with `spaces: true` |
//! | `{slot}` | one figure of the slot's type; for a `word` slot, the text up to the next element, for a `list` slot an enumeration |
//! | `{slot=<name>}` | a `word` slot that takes just what the pattern behind the `=` matches |
//! | `<name>` | one word of a vocabulary list, longest first |
//! | `~` | a gap inside a clause: no figure, no clause mark, no bracket |
//! | `…` | a gap inside a sentence part: no figure, no `;`, no sentence end |
//! | `[over percents, within sentence]` | a gap that may cross what it names |
//! | `#` | any figure, date or ordinal, bound to nothing |
//! | `[，、]` | one of these characters |
//! | `(a\|b)` | one of several |
//! | `?` `*` `+` | after an element: at most one, any number, at least one |
//! | `^` | the beginning of a clause |
//! | `$` | the end of the stretch that is searched: of a heading, or of the words before a figure |
//! | `\x` | the character itself (`\(`); a full-width bracket `（` needs no backslash |
//!
//! This module parses patterns to a tree. It must not know vocabulary, slots or regular expressions.

/// A pattern, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Literal text, normalised.
    Literal(String),
    /// A word of a vocabulary list, and where its name stands in the pattern.
    Word(String, usize),
    /// A slot, and where its name stands in the pattern.
    Slot(String, usize),
    /// A word slot that takes what a pattern matches.
    Named(String, usize, Box<Node>),
    /// A figure, date or ordinal that is bound to nothing.
    Figure,
    /// A stretch of text that no other element claims.
    Gap(Gap),
    /// The beginning of a clause.
    ClauseStart,
    /// The end of the stretch that is searched.
    End,
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of several.
    Choice(Vec<Node>),
    /// A repeated or optional element: whether none will do, and whether several will.
    Repeat(Box<Node>, bool, bool),
}

/// What a gap may cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Figures it may pass over.
    pub over: Over,
    /// How far it reaches.
    pub within: Reach,
}

/// Figures that a gap may pass over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Over {
    /// Percents, percentage points and multiples.
    pub percents: bool,
    /// Money.
    pub money: bool,
    /// Counts and person-times.
    pub counts: bool,
    /// Every figure.
    pub figures: bool,
}

/// How far a gap reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Inside a clause.
    Clause,
    /// Over clause marks, up to a `;` or a sentence end.
    Part,
    /// Over `;` too, up to a sentence end.
    Sentence,
    /// Over sentence ends, within the window.
    Paragraph,
}

impl Reach {
    /// How far a gap must reach to pass over a character, if it is a mark at which some stretch ends.
    pub(crate) fn over(c: char) -> Option<Reach> {
        match c {
            ',' | ':' | '(' | ')' => Some(Reach::Part),
            ';' => Some(Reach::Sentence),
            '。' | '!' | '?' | '\n' => Some(Reach::Paragraph),
            _ => None,
        }
    }
}

/// What may be bound to a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotType {
    /// Text between other elements.
    Word,
    /// An enumeration (甲、乙和丙), bound for the number of its items.
    List,
    /// One or more sorts of figure: see [`Sorts`].
    Figure(Sorts),
}

/// A set of sorts of figure, as bits in the order of [`SORT_NAMES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sorts(pub u16);

/// The names a pack uses for sorts of figure, single sorts first.
pub const SORT_NAMES: [(&str, u16); 21] = [
    ("money", 1),
    ("measure", 1 << 1),
    ("count", 1 << 2),
    ("times", 1 << 3),
    ("number", 1 << 4),
    ("tally", 1 << 5),
    ("percent", 1 << 6),
    ("points", 1 << 7),
    ("multiple", 1 << 8),
    ("range", 1 << 9),
    ("vague", 1 << 10),
    ("date", 1 << 11),
    ("date-range", 1 << 12),
    ("duration", 1 << 13),
    ("ordinal", 1 << 14),
    ("doublings", 1 << 15),
    ("quantity", QUANTITIES),
    ("amount", 0b1_1111),
    ("things", 0b1100),
    ("any-count", 0b10_1100),
    ("relative", 0b1000_0001_1100_0000),
];

/// The sorts that are quantities.
const QUANTITIES: u16 = 0b1111;

/// Whether a sort is one of quantities: an amount with a unit.
pub(crate) fn is_quantity(sort: u32) -> bool {
    1_u16.checked_shl(sort).is_some_and(|bit| bit & QUANTITIES != 0)
}

impl SlotType {
    /// The name of the type: one of [`SORT_NAMES`] where one says it all, else several joined with `|`.
    pub fn name(self) -> String {
        let sorts = match self {
            SlotType::Word => return "word".to_owned(),
            SlotType::List => return "list".to_owned(),
            SlotType::Figure(Sorts(bits)) => bits,
        };
        if let Some((name, _)) = SORT_NAMES.iter().find(|(_, bits)| *bits == sorts) {
            return (*name).to_owned();
        }
        let mut left = sorts;
        let mut names = Vec::new();
        for (name, bits) in SORT_NAMES.iter().rev().filter(|(_, bits)| sorts & bits == *bits) {
            if left & bits != 0 {
                names.push(*name);
                left &= !bits;
            }
        }
        names.reverse();
        names.join("|")
    }

    /// The type a pack calls `name`; several are joined with `|`.
    pub fn parse(name: &str) -> Option<SlotType> {
        match name {
            "word" => return Some(SlotType::Word),
            "list" => return Some(SlotType::List),
            _ => {}
        }
        let mut bits = 0;
        for part in name.split('|') {
            let part = part.trim();
            bits |= SORT_NAMES.iter().find(|(known, _)| *known == part)?.1;
        }
        Some(SlotType::Figure(Sorts(bits)))
    }
}

/// A mistake in a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// Byte offset in the pattern.
    pub at: usize,
    /// What was found and what was expected.
    pub message: String,
}

/// Parses a pattern; `spaces` says whether white space counts.
pub fn parse(text: &str, spaces: bool) -> Result<Node, PatternError> {
    let mut parser = Parser { text, at: 0, spaces, depth: 0 };
    let node = parser.choice()?;
    match parser.peek() {
        None => Ok(node),
        Some(found) => Err(parser.error(format!("`{found}` without a group to close"))),
    }
}

/// Groups may be nested this deep.
const MAX_DEPTH: usize = 24;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    spaces: bool,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn error(&self, message: String) -> PatternError {
        PatternError { at: self.at, message }
    }

    fn choice(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.next();
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Choice(branches) })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            self.next();
            if self.is_plain(c) {
                push_char(&mut nodes, crate::rule::alphabet::fold(c));
                continue;
            }
            if let Some(node) = self.element(c)? {
                let node = self.quantified(node);
                push(&mut nodes, node);
            }
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Sequence(nodes) })
    }

    /// Whether the character that was just read is literal text, not to be repeated.
    fn is_plain(&self, c: char) -> bool {
        let special =
            matches!(c, '<' | '{' | '[' | '(' | '~' | '…' | '^' | '$' | '#' | '\\' | '?' | '*' | '+');
        !special && !c.is_whitespace() && !matches!(self.peek(), Some('?' | '*' | '+'))
    }

    fn element(&mut self, c: char) -> Result<Option<Node>, PatternError> {
        Ok(Some(match c {
            '<' => {
                let start = self.at;
                Node::Word(self.until('>')?, start)
            }
            '{' => self.slot()?,
            '[' => self.bracket()?,
            '(' => self.group()?,
            '~' => Node::Gap(Gap { over: Over::default(), within: Reach::Clause }),
            '…' => Node::Gap(Gap { over: Over::default(), within: Reach::Part }),
            '^' => Node::ClauseStart,
            '$' => Node::End,
            '#' => Node::Figure,
            '\\' => match self.next() {
                Some(escaped) => Node::Literal(escaped.to_string()),
                None => return Err(self.error("a `\\` at the end escapes nothing".into())),
            },
            '?' | '*' | '+' => return Err(self.error(format!("`{c}` has nothing before it to repeat"))),
            c if c.is_whitespace() => return Ok(self.spaces.then(|| Node::Literal(" ".into()))),
            c => Node::Literal(crate::rule::alphabet::fold(c).to_string()),
        }))
    }

    fn slot(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        let inside = self.until('}')?;
        let Some((name, body)) = inside.split_once('=') else { return Ok(Node::Slot(inside, start)) };
        let shift = start + name.len() + 1;
        let node =
            parse(body, self.spaces).map_err(|e| PatternError { at: shift + e.at, message: e.message })?;
        Ok(Node::Named(name.trim().to_owned(), start, Box::new(node)))
    }

    fn group(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(format!("groups are nested more than {MAX_DEPTH} deep")));
        }
        let node = self.choice()?;
        self.depth -= 1;
        match self.next() {
            Some(')') => Ok(Node::Sequence(vec![node])),
            _ => Err(self.error("a group is not closed: expected `)`".into())),
        }
    }

    fn quantified(&mut self, node: Node) -> Node {
        let (none, several) = match self.peek() {
            Some('?') => (true, false),
            Some('*') => (true, true),
            Some('+') => (false, true),
            _ => return node,
        };
        self.next();
        Node::Repeat(Box::new(node), none, several)
    }

    fn until(&mut self, close: char) -> Result<String, PatternError> {
        let start = self.at;
        while let Some(c) = self.next() {
            if c == close {
                let name = self.text.get(start..self.at - close.len_utf8()).unwrap_or("").trim();
                return Ok(name.to_owned());
            }
        }
        self.at = start;
        Err(self.error(format!("a name is not closed: expected `{close}`")))
    }

    /// A gap that says what it may cross, or a set of characters.
    fn bracket(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        let inside = self.until(']')?;
        if !inside.starts_with("over ") && !inside.starts_with("within ") {
            let one = |c: char| Node::Literal(crate::rule::alphabet::fold(c).to_string());
            return Ok(Node::Choice(inside.chars().map(one).collect()));
        }
        let mut gap = Gap { over: Over::default(), within: Reach::Part };
        for part in inside.split(',') {
            if let Err(message) = gap.set(part.trim()) {
                self.at = start;
                return Err(self.error(message));
            }
        }
        Ok(Node::Gap(gap))
    }
}

impl Gap {
    fn set(&mut self, part: &str) -> Result<(), String> {
        match part {
            "over percents" => self.over.percents = true,
            "over money" => self.over.money = true,
            "over counts" => self.over.counts = true,
            "over figures" => self.over.figures = true,
            "within clause" => self.within = Reach::Clause,
            "within part" => self.within = Reach::Part,
            "within sentence" => self.within = Reach::Sentence,
            "within paragraph" => self.within = Reach::Paragraph,
            _ => {
                return Err(format!(
                    "a gap cannot say `{part}`: expected `over percents`, `over money`, `over counts`, `over figures`, \
                     `within clause`, `within part`, `within sentence` or `within paragraph`"
                ));
            }
        }
        Ok(())
    }
}

/// Adds a literal character to a sequence, joining literals.
fn push_char(nodes: &mut Vec<Node>, c: char) {
    match nodes.last_mut() {
        Some(Node::Literal(last)) => last.push(c),
        _ => nodes.push(Node::Literal(c.into())),
    }
}

/// Adds a node to a sequence, joining literals.
fn push(nodes: &mut Vec<Node>, node: Node) {
    if let (Some(Node::Literal(last)), Node::Literal(text)) = (nodes.last_mut(), &node) {
        last.push_str(text);
        return;
    }
    nodes.push(node);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(text: &str) -> Node {
        Node::Literal(text.into())
    }

    #[test]
    fn reads_every_element() {
        let node = parse("{actual}~，<achieve>?(的|之)…[over percents, within sentence]^\\?", false).unwrap();
        let Node::Sequence(nodes) = node else { panic!("not a sequence") };
        assert_eq!(nodes[0], Node::Slot("actual".into(), 1));
        assert_eq!(nodes[1], Node::Gap(Gap { over: Over::default(), within: Reach::Clause }));
        assert_eq!(nodes[2], literal(","));
        assert_eq!(nodes[3], Node::Repeat(Box::new(Node::Word("achieve".into(), 13)), true, false));
        assert_eq!(nodes[4], Node::Sequence(vec![Node::Choice(vec![literal("的"), literal("之")])]));
        assert_eq!(nodes[5], Node::Gap(Gap { over: Over::default(), within: Reach::Part }));
        let over = Over { percents: true, ..Over::default() };
        assert_eq!(nodes[6], Node::Gap(Gap { over, within: Reach::Sentence }));
        assert_eq!(nodes[7], Node::ClauseStart);
        assert_eq!(nodes[8], literal("?"));
        assert_eq!(parse("[，、]", false).unwrap(), Node::Choice(vec![literal(","), literal("、")]));
    }

    #[test]
    fn a_quantifier_takes_one_character() {
        let node = parse("完成的?数", false).unwrap();
        let optional = Node::Repeat(Box::new(literal("的")), true, false);
        assert_eq!(node, Node::Sequence(vec![literal("完成"), optional, literal("数")]));
    }

    #[test]
    fn white_space_counts_only_where_words_are_spaced() {
        assert_eq!(parse("完 成", false).unwrap(), literal("完成"));
        assert_eq!(parse("target of", true).unwrap(), literal("target of"));
    }

    #[test]
    fn says_where_a_pattern_is_wrong() {
        for (text, at, part) in [
            ("{actual", 1, "expected `}`"),
            ("(a|b", 4, "expected `)`"),
            ("a)", 1, "without a group"),
            ("?", 1, "nothing before it"),
            ("[over hills]", 1, "a gap cannot say `over hills`"),
            ("a\\", 2, "escapes nothing"),
        ] {
            let error = parse(text, false).unwrap_err();
            assert_eq!(error.at, at, "{text}");
            assert!(error.message.contains(part), "{text}: {}", error.message);
        }
        assert!(parse(&"(".repeat(100_000), false).unwrap_err().message.contains("nested"));
    }

    #[test]
    fn slot_types_join() {
        assert_eq!(SlotType::parse("amount"), SlotType::parse("money|measure|count|times|number"));
        assert_eq!(SlotType::parse("word"), Some(SlotType::Word));
        assert_eq!(SlotType::parse("list"), Some(SlotType::List));
        assert_eq!(SlotType::parse("mony"), None);
        for name in ["word", "list", "money", "amount", "percent|points", "amount|range", "count|date"] {
            let sorts = SlotType::parse(name).unwrap();
            assert_eq!(SlotType::parse(&sorts.name()), Some(sorts), "{name}: {}", sorts.name());
        }
    }
}
