//! Paths as URIs.

/// A path as a relative reference or, for one from the root, as a file URI. Names are encoded as UTF-8.
pub(super) fn of_path(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if cfg!(windows) && path.get(1..3) == Some(":/") {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::of_path;

    #[test]
    fn every_path_is_a_uri() {
        for (path, uri) in [
            ("a/b.txt", "a/b.txt"),
            ("./报告 1.txt", "%E6%8A%A5%E5%91%8A%201.txt"),
            ("/srv/a.txt", "file:///srv/a.txt"),
            ("../a:b%?#.txt", "../a%3Ab%25%3F%23.txt"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(of_path(path), uri);
        }
    }
}
