//! Writes what measurements are made on: `cargo bench --bench corpus -- FOLDER FILES BYTES`, or
//! `cargo bench --bench corpus -- --pack FOLDER RULES`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "it is a tool for benchmarks")]

use std::path::Path;

#[path = "corpus/mod.rs"]
mod corpus;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--pack", folder, rules] => corpus::write_pack(Path::new(folder), rules.parse().unwrap()),
        [folder, files, bytes] => {
            corpus::write_reports(Path::new(folder), files.parse().unwrap(), bytes.parse().unwrap());
        }
        // Run with all other benchmarks, it has nothing to write and says how it is used.
        _ => println!("usage: cargo bench --bench corpus -- FOLDER FILES BYTES | --pack FOLDER RULES"),
    }
}
