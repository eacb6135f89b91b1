//! PDF files of one page with arbitrary operators on it, with lengths and offsets as they should be.

use std::fmt::Write;

use arbitrary::{Result, Unstructured};

use super::archive::Member;

const OPERATORS: [&str; 24] = [
    "BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", "\"", "Tc", "Tw", "Tz", "TL", "Ts", "Tr", "q",
    "Q", "cm", "Do", "re", "l", "BDC",
];
const OPERANDS: [&str; 20] = [
    "/F1",
    "/F2",
    "0",
    "1",
    "-1",
    "12",
    "72",
    "700",
    "1e9",
    "0.001",
    "(36.4)",
    "(完成)",
    "<0001000200030004>",
    "<12",
    "[(3) -250 (6)]",
    "[<0001> 9999999 <0002>]",
    "<</MCID 0>>",
    "/Im1",
    "99999999999999999999",
    "()",
];
const CMAP: [&str; 10] = [
    "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    "2 beginbfchar <0001> <5B8C> <0002> <6210> endbfchar",
    "1 beginbfrange <0003> <0009> <0030> endbfrange",
    "1 beginbfrange <0000> <FFFF> <D800> endbfrange",
    "1 beginbfrange <0001> <0002> [<0031> <0032>] endbfrange",
    "1 beginbfchar <00> <> endbfchar",
    "1 begincidrange <0000> <FFFF> 0 endcidrange",
    "/GBK-EUC-H usecmap",
    "endcmap",
    "<0001>",
];

/// The parts of a page: what is drawn on it, and what its codes mean.
pub fn page(u: &mut Unstructured) -> Result<Vec<Member>> {
    let mut content = String::new();
    for _ in 0..u.int_in_range(0..=60)? {
        for _ in 0..u.int_in_range(0..=6)? {
            write!(content, "{} ", u.choose(&OPERANDS)?).unwrap();
        }
        writeln!(content, "{}", u.choose(&OPERATORS)?).unwrap();
    }
    let mut meaning = String::new();
    for _ in 0..u.int_in_range(0..=4)? {
        writeln!(meaning, "{}", u.choose(&CMAP)?).unwrap();
    }
    Ok(vec![("content".to_owned(), content), ("tounicode".to_owned(), meaning)])
}

/// A PDF with one page of these parts (`content`, `tounicode`).
pub fn pdf(parts: &[Member]) -> Vec<u8> {
    let part =
        |name: &str| parts.iter().find(|(path, _)| path == name).map_or("", |(_, content)| content.as_str());
    let stream = |content: &str| format!("<</Length {}>>stream\n{content}\nendstream", content.len());
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>".to_owned(),
        stream(part("content")),
        format!("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[{descendant}]>>"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        stream(part("tounicode")),
    ];
    assembled(&objects)
}

fn assembled(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{} 0 obj{object}endobj\n", number + 1).into_bytes());
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(format!("{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").into_bytes());
    file
}
