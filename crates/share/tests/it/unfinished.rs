//! What the types make impossible to write.

#[test]
fn an_unfinished_review_cannot_be_packaged() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
