//! R5: whatever a picture's file says, a rebuilt one says nothing of it.

use std::process::Command;

use photo::{Look, look, rebuild};
use proptest::prelude::*;

use crate::made::{SORTS, planted};

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn groups(look: &Look) -> Vec<&'static str> {
    let mut groups: Vec<_> = look
        .metadata
        .iter()
        .filter(|field| field.value.contains("Zorvakquil") || field.group == "GPS")
        .map(|field| field.group)
        .collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

#[test]
fn all_that_a_file_says_is_shown() {
    let shown = |sort| groups(&look(&planted(sort, "Zorvakquil", 1)).expect("look"));
    assert_eq!(shown("jpeg"), ["Comment", "Exif", "GPS", "ICC", "IPTC", "XMP"]);
    assert_eq!(shown("png"), ["Exif", "GPS", "ICC", "PNG", "XMP"]);
    assert_eq!(shown("webp"), ["Exif", "GPS", "ICC", "XMP"]);
    assert_eq!(shown("gif"), ["Comment"]);
    let said = |sort, words: &str| {
        let look = look(&planted(sort, "Zorvakquil", 1)).expect("look");
        look.metadata.iter().any(|f| format!("{} {}: {}", f.group, f.name, f.value).contains(words))
    };
    assert!(said("jpeg", "A smaller copy of the picture"));
    assert!(said("jpeg", "Other APP4 MAKER"));
    assert!(said("jpeg", "after the end"));
    assert!(said("png", "Last changed: 2019-03-14"));
    assert!(said("gif", "2 pictures, of which the first leaves"));
}

#[test]
fn exiftool_finds_what_was_planted_and_nothing_of_it_in_what_is_rebuilt() {
    let folder = tempfile::tempdir().expect("folder");
    let ask = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("write");
        let told =
            Command::new("exiftool").args(["-G1", "-a", "-u", "-s", "-ee"]).arg(&path).output();
        let told = told.expect("exiftool (Debian package libimage-exiftool-perl)");
        String::from_utf8_lossy(&told.stdout).into_owned()
    };
    for sort in SORTS {
        let bytes = planted(sort, "Zorvakquil", 6);
        assert!(ask("before", &bytes).contains("Zorvakquil"), "{sort}");
        let rebuilt = rebuild(&bytes, &[], None).expect("rebuild");
        let said = ask("after", &rebuilt.bytes);
        for line in said.lines() {
            let own = ["[ExifTool]", "[System]", "[File]", "[JFIF]", "[Composite]", "[PNG]"];
            assert!(own.iter().any(|group| line.starts_with(group)), "{sort}: {line}");
            let mut words = line.split_whitespace();
            let (group, name) = (words.next().expect("group"), words.next().expect("name"));
            // Of these groups only what says how the pixels are stored.
            if group == "[PNG]" {
                let stored = [
                    "ImageWidth",
                    "ImageHeight",
                    "BitDepth",
                    "ColorType",
                    "Compression",
                    "Filter",
                    "Interlace",
                ];
                assert!(stored.contains(&name), "{sort}: {line}");
            } else if group == "[JFIF]" {
                let stored = ["JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"];
                assert!(stored.contains(&name), "{sort}: {line}");
            }
            assert!(name != "Comment" && name != "Warning", "{sort}: {line}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_planted_is_in_what_is_rebuilt(
        sort in prop::sample::select(SORTS.to_vec()),
        secret in "[A-Z][a-z]{7,20}( [a-z]{3,9})?",
        turn in 1u16..=8,
        edge in prop::option::of(1u32..100),
    ) {
        let bytes = planted(sort, &secret, turn);
        prop_assert!(holds(&bytes, &secret));
        let rebuilt = rebuild(&bytes, &[], edge).expect("rebuild");
        prop_assert!(!holds(&rebuilt.bytes, &secret));
        for mark in ["Exif", "http://ns.adobe", "ICC_PROFILE", "8BIM", "iCCP", "eXIf", "tEXt", "iTXt", "zTXt", "tIME"] {
            prop_assert!(!holds(&rebuilt.bytes, mark), "{mark}");
        }
        let again = look(&rebuilt.bytes).expect("look");
        prop_assert_eq!(again.metadata, vec![]);
        prop_assert_eq!((again.width, again.height), (rebuilt.width, rebuilt.height));
        // The same picture always becomes the same file.
        prop_assert_eq!(rebuild(&bytes, &[], edge).expect("rebuild").bytes, rebuilt.bytes);
    }
}
