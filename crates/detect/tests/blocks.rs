//! Blocks hold every byte that is not white space, exactly once.

use detect::block;
use proptest::prelude::*;

fn markdownish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ \n]{1,4}",
        "[a-zé中\u{200b}\u{301}א]{1,6}",
        "[-*+>#|`~<!\\[\\]()_:&\\\\]{1,3}",
        Just("\n\n".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n  - ".to_owned()),
        Just("\n1. ".to_owned()),
        Just("\n    ".to_owned()),
        Just("\n> ".to_owned()),
        Just("\n```\n".to_owned()),
        Just("\n| a | b |\n|---|---|\n".to_owned()),
        Just("![x](y)".to_owned()),
        Just("\n[x]: y\n".to_owned()),
        Just("\n<div>\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\t".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn every_byte_that_is_not_white_space_is_in_exactly_one_block(text in markdownish()) {
        let mut at = 0;
        for block in block::split(&text) {
            prop_assert!(block.span.start >= at && block.span.end > block.span.start);
            prop_assert!(text[at..block.span.start].trim().is_empty(), "between: {:?}", &text[at..block.span.start]);
            prop_assert!(!text[block.span.clone()].trim().is_empty());
            at = block.span.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }
}
