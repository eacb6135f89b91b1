//! The pictures of `docs/html-report.md`: taken by `docs/images/make.sh`, and of the page as it is now.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::driver::Browser;
use super::page::Page;

/// Name, sample, language, size, colours, and what to do before the picture is taken.
type Shot = (&'static str, &'static str, &'static str, (u32, u32), &'static str, &'static str);

const SHOTS: [Shot; 4] = [
    ("report-zh", "street-2024.txt", "zh", (1400, 900), "light", ""),
    ("report-en-dark", "programme-2024.txt", "en", (1400, 900), "dark", ""),
    (
        "phone-zh",
        "street-2024.txt",
        "zh",
        (390, 844),
        "light",
        "document.querySelector('.m.error.o').click()",
    ),
    ("phone-list-zh", "street-2024.txt", "zh", (390, 844), "dark", "document.getElementById('menu').click()"),
];

fn images() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images")
}

/// The digests of the pages that are in the pictures, a line each. The line with the versions of the program and of the
/// packs, which is in no picture, is not part of it.
fn digests() -> String {
    let mut pages: Vec<(&str, &str)> = SHOTS.iter().map(|shot| (shot.1, shot.2)).collect();
    pages.dedup();
    pages.sort_unstable();
    pages.dedup();
    let line = |(file, lang): (&str, &str)| {
        let html = fs::read_to_string(Page::of(&[file], lang).path()).unwrap();
        let html: Vec<&str> = html.lines().filter(|line| !line.contains("class=\"tool\"")).collect();
        let digest: String = Sha256::digest(html.join("\n").as_bytes())
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{digest}  {lang}  {file}\n")
    };
    pages.into_iter().map(line).collect()
}

#[test]
fn the_pictures_are_of_the_page_as_it_is() {
    if std::process::Command::new("chromedriver").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no chromedriver here to take the pictures again with");
        return;
    }
    let recorded = fs::read_to_string(images().join("pages.sha256")).unwrap_or_default();
    assert_eq!(recorded, digests(), "the page has changed: run docs/images/make.sh and look at the pictures");
    for (name, ..) in SHOTS {
        let size = fs::metadata(images().join(format!("{name}.png"))).unwrap().len();
        assert!(size < 300_000, "{name}.png has {size} bytes");
    }
}

#[test]
#[ignore = "writes docs/images; run by docs/images/make.sh"]
fn take_the_pictures() {
    let browser = Browser::open().unwrap();
    fs::create_dir_all(images()).unwrap();
    for (name, file, lang, (width, height), scheme, before) in SHOTS {
        let page = Page::of(&[file], lang);
        browser.size(width, height);
        browser.scheme(scheme);
        browser.go(&page.path());
        browser.run(before);
        let picture = STANDARD.decode(browser.picture()).unwrap();
        fs::write(images().join(format!("{name}.png")), picture).unwrap();
    }
    fs::write(images().join("pages.sha256"), digests()).unwrap();
}
