//! How inputs are called.

use std::path::Path;

/// A path as text; bytes that are not UTF-8 as `\xFF`.
///
/// ```
/// assert_eq!(yaqut_batch::input::name("أخبار/1.txt".as_ref()), "أخبار/1.txt");
/// ```
#[must_use]
pub fn name(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| name.push_str(&format!("\\x{byte:02X}")));
    }
    name
}

/// Why a file cannot be read, and what to do.
#[must_use]
pub fn cannot_read(error: &std::io::Error) -> String {
    let remedy = match error.kind() {
        std::io::ErrorKind::NotFound => "; check the name",
        std::io::ErrorKind::PermissionDenied => "; ask for the permission to read it",
        std::io::ErrorKind::IsADirectory => "; name a file in it",
        _ => "",
    };
    format!("cannot read it: {error}{remedy}")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_the_bytes_that_are_not_utf8() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"\xD9\x85\xFF.txt"));
        assert_eq!(name(path), "م\\xFF.txt");
    }
}
