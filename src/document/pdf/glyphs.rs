//! Characters as PDFs give them: look-alikes back to the letters that they stand for, and what no text consists of.
//!
//! Fonts map glyphs to characters backwards, and where one glyph serves several characters a PDF may name the wrong one: the
//! radical U+2ED3 for the last character of 增长. This module must not know pages.

use unicode_normalization::UnicodeNormalization;

/// Radicals that are not compatibility characters, or of one that is written otherwise, each with the character that looks
/// like it.
const RADICALS: &str = "\
    ⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡\
    ⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫\
    ⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑\
    ⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄\
    ⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⼾户⾭青\
";

/// The text with look-alikes replaced, every kind of space as one, and without what is not shown.
pub(super) fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2e80}'..='\u{2fd5}' if let Some(other) = radical(c) => out.push(other),
            '\u{2f00}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' => {
                out.extend([c].into_iter().nfkc());
            }
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => out.push(' '),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c => out.push(c),
        }
    }
    out
}

fn radical(c: char) -> Option<char> {
    let mut pairs = RADICALS.chars();
    while let Some(from) = pairs.next() {
        let to = pairs.next();
        if from == c {
            return to;
        }
    }
    None
}

/// Whether a text is what comes of fonts that do not tell their characters: replacement characters, or private ones in number.
pub(super) fn is_garbage(text: &str) -> bool {
    let count = |wanted: fn(char) -> bool| text.chars().filter(|c| wanted(*c)).count();
    let private = count(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'));
    let control = count(|c| c.is_control() && !c.is_whitespace());
    let seen = count(|c| !c.is_whitespace());
    text.contains('\u{fffd}') || (private + control) * 20 > seen
}

/// Whether a character is written without spaces around it.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Lines joined as the text goes on: nothing between Chinese characters, a space between words, a hyphen mended.
pub(super) fn joined<'t>(lines: impl IntoIterator<Item = &'t str>) -> String {
    let mut out = String::new();
    for line in lines.into_iter().map(str::trim).filter(|line| !line.is_empty()) {
        let next = line.chars().next().unwrap_or(' ');
        let mut before = out.chars().rev();
        match (before.next(), before.next()) {
            (None, _) => {}
            (Some('-'), Some(letter)) if letter.is_lowercase() && next.is_lowercase() => {
                out.pop();
            }
            (Some(last), _) if is_cjk(last) || is_cjk(next) => {}
            _ => out.push(' '),
        }
        out.push_str(line);
    }
    out
}

/// The text without the spaces that stand between two Chinese characters: line breaks that became spaces.
pub(super) fn closed(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (index, c) in chars.iter().enumerate() {
        let near = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_cjk(*c));
        let inside = *c == ' ' && near(index.checked_sub(1)) && near(index.checked_add(1));
        if !inside {
            out.push(*c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_that_they_look_like() {
        assert_eq!(cleaned("同⽐增\u{2ed3}8.3%,⼯业\u{2002}\u{2ed8}⽯\u{ad}县"), "同比增长8.3%,工业 青石县");
        assert_eq!(cleaned("e\u{fb03}ciency １２①㎡"), "efficiency １２①㎡");
        assert_eq!(RADICALS.chars().count() % 2, 0);
    }

    #[test]
    fn private_characters_are_no_text() {
        assert!(is_garbage("完成\u{fffd}万元"));
        assert!(is_garbage("\u{e001}\u{e002}\u{e003}12"));
        assert!(is_garbage("\u{1}\u{2}a"));
        assert!(!is_garbage(&format!("\u{e001}{}", "完成投资12万元".repeat(10))));
        assert!(!is_garbage(""));
    }

    #[test]
    fn lines_are_joined_as_their_script_is() {
        assert_eq!(
            joined(["完成投资", " 7000万元,群众出行条件进一", "步改善"]),
            "完成投资7000万元,群众出行条件进一步改善"
        );
        assert_eq!(joined(["rose by 12 per-", "cent in", "the year"]), "rose by 12 percent in the year");
        assert_eq!(joined(["2023-", "2024"]), "2023- 2024");
        assert_eq!(closed("进一 步改善 12 亿元 of the 年"), "进一步改善 12 亿元 of the 年");
    }
}
