//! Reads the equations of rules: `actual / base = 1 + percent`, `sum(part) = total`, `actual > target`.
//!
//! This module must not know what an equation is for.

use crate::exact::Exact;
use crate::verdict::{Equation, Expr, Relation};

/// A mistake in an equation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct EquationError {
    /// Byte offset in the equation.
    pub(crate) at: usize,
    pub(crate) message: String,
    /// A name that is no slot.
    pub(crate) unknown: Option<String>,
}

/// Reads an equation; `slot` gives the number of a slot.
pub(crate) fn parse(text: &str, slot: &dyn Fn(&str) -> Option<usize>) -> Result<Equation, EquationError> {
    if text.len() > MAX_BYTES {
        let message = format!("an equation may have {MAX_BYTES} bytes at most");
        return Err(EquationError { at: 0, message, unknown: None });
    }
    let mut parser = Parser { text, at: 0, slot, depth: 0, met: Vec::new() };
    let left = parser.sum()?;
    let relation = parser.relation()?;
    let right = parser.sum()?;
    parser.skip_space();
    match parser.peek() {
        None => Ok(Equation { left, relation, right }),
        Some(c) => Err(parser.error(format!("`{c}` after the end of the equation"))),
    }
}

const MAX_DEPTH: usize = 24;
/// An equation may be this long, so that no tree of terms grows deep.
const MAX_BYTES: usize = 1_000;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    slot: &'a dyn Fn(&str) -> Option<usize>,
    depth: usize,
    /// The slots so far.
    met: Vec<usize>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn skip_space(&mut self) {
        while let Some(c) = self.peek().filter(|c| c.is_whitespace()) {
            self.at += c.len_utf8();
        }
    }

    /// Takes `token` if it comes next.
    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(token));
        if found {
            self.at += token.len();
        }
        found
    }

    fn error(&self, message: String) -> EquationError {
        EquationError { at: self.at, message, unknown: None }
    }

    fn relation(&mut self) -> Result<Relation, EquationError> {
        if self.take("==") {
            self.at -= 2;
            return Err(self.error("`==` is no relation: write a single `=`".into()));
        }
        for (token, relation) in [
            ("<=", Relation::LessOrEqual),
            (">=", Relation::GreaterOrEqual),
            ("=", Relation::Equal),
            ("<", Relation::Less),
            (">", Relation::Greater),
        ] {
            if self.take(token) {
                return Ok(relation);
            }
        }
        Err(self.error("expected `=`, `<`, `<=`, `>` or `>=`".into()))
    }

    fn sum(&mut self) -> Result<Expr, EquationError> {
        let mut left = self.product()?;
        loop {
            if self.take("+") {
                left = Expr::Add(Box::new(left), Box::new(self.product()?));
            } else if self.take("-") {
                left = Expr::Sub(Box::new(left), Box::new(self.product()?));
            } else {
                return Ok(left);
            }
        }
    }

    fn product(&mut self) -> Result<Expr, EquationError> {
        let mut left = self.atom()?;
        loop {
            if self.take("*") {
                left = Expr::Mul(Box::new(left), Box::new(self.atom()?));
            } else if self.take("/") {
                left = Expr::Div(Box::new(left), Box::new(self.atom()?));
            } else {
                return Ok(left);
            }
        }
    }

    fn atom(&mut self) -> Result<Expr, EquationError> {
        if self.take("(") {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(self.error(format!("brackets are nested more than {MAX_DEPTH} deep")));
            }
            let inside = self.sum()?;
            self.depth -= 1;
            return self.close().map(|()| inside);
        }
        self.skip_space();
        let start = self.at;
        let word = self.word();
        if word.is_empty() {
            return Err(self.error("expected a slot, a number or `(`".into()));
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let number = Exact::parse(&word).map(Expr::Constant);
            return number.ok_or_else(|| self.error(format!("`{word}` is not a number")));
        }
        if self.take("(") {
            return self.call(&word, start);
        }
        self.named(&word, start).map(Expr::Slot)
    }

    fn close(&mut self) -> Result<(), EquationError> {
        if self.take(")") { Ok(()) } else { Err(self.error("expected `)`".into())) }
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| c.is_ascii_alphanumeric() || "_.".contains(*c)) {
            self.at += c.len_utf8();
        }
        self.text.get(start..self.at).unwrap_or("").to_owned()
    }

    fn named(&mut self, name: &str, start: usize) -> Result<usize, EquationError> {
        let wrong = |message: String, unknown| Err(EquationError { at: start, message, unknown });
        let Some(slot) = (self.slot)(name) else {
            return wrong(format!("the rule has no slot `{name}`"), Some(name.to_owned()));
        };
        if self.met.contains(&slot) {
            return wrong(format!("`{name}` stands twice: an equation mentions each slot once"), None);
        }
        self.met.push(slot);
        Ok(slot)
    }

    fn call(&mut self, function: &str, start: usize) -> Result<Expr, EquationError> {
        if function == "pow2" {
            let inside = self.sum()?;
            return self.close().map(|()| Expr::PowerOfTwo(Box::new(inside)));
        }
        self.skip_space();
        let inside = self.at;
        let name = self.word();
        let build = match function {
            "sum" => Expr::Sum,
            "product" => Expr::Product,
            "max" => Expr::Max,
            "min" => Expr::Min,
            "len" => Expr::Len,
            _ => {
                let known = "`sum`, `product`, `max`, `min`, `len` or `pow2`";
                let message = format!("`{function}` is not a function: expected {known}");
                return Err(EquationError { at: start, message, unknown: None });
            }
        };
        let slot = self.named(&name, inside)?;
        self.close().map(|()| build(slot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(name: &str) -> Option<usize> {
        ["actual", "base", "percent", "part", "total"].iter().position(|known| *known == name)
    }

    #[test]
    fn reads_the_usual_equations() {
        let equation = parse("actual / base = 1 + percent", &slot).unwrap();
        assert_eq!(equation.left, Expr::Div(Box::new(Expr::Slot(0)), Box::new(Expr::Slot(1))));
        assert_eq!(equation.right, Expr::Add(Box::new(Expr::Constant(Exact::ONE)), Box::new(Expr::Slot(2))));
        let equation = parse("sum(part) <= total", &slot).unwrap();
        assert_eq!((equation.left, equation.relation), (Expr::Sum(3), Relation::LessOrEqual));
    }

    #[test]
    fn times_binds_tighter_than_plus() {
        let equation = parse("actual + base * 2 = total", &slot).unwrap();
        let Expr::Add(_, right) = equation.left else { panic!("not a sum") };
        assert!(matches!(*right, Expr::Mul(..)));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, at, part) in [
            ("actual / tagret = percent", 9, "no slot `tagret`"),
            ("actual / base", 13, "expected `=`"),
            ("total(part) = total", 0, "not a function"),
            ("actual = base )", 14, "after the end"),
            ("(actual = base", 8, "expected `)`"),
            ("actual = ", 9, "expected a slot"),
            ("(actual - base) / base = percent", 18, "`base` stands twice"),
            ("sum(part) + part = total", 12, "`part` stands twice"),
            ("actual == base", 7, "a single `=`"),
        ] {
            let error = parse(text, &slot).unwrap_err();
            assert_eq!((error.at, error.message.contains(part)), (at, true), "{text}: {error:?}");
        }
    }

    #[test]
    fn no_equation_is_too_long_or_too_deep_to_be_refused() {
        let told = |text: &str| parse(text, &slot).map_err(|error| error.message);
        let nested = |depth: usize| format!("{}actual{} = base", "(".repeat(depth), ")".repeat(depth));
        assert!(told(&nested(MAX_DEPTH)).is_ok());
        assert!(told(&nested(MAX_DEPTH + 1)).unwrap_err().contains("more than 24 deep"));
        let padded = |spaces: usize| format!("actual{}= base", " ".repeat(spaces));
        assert!(told(&padded(MAX_BYTES - 12)).is_ok());
        assert!(told(&padded(MAX_BYTES - 11)).unwrap_err().contains("1000 bytes at most"));
    }
}
