//! Dates, as EDTF and as people say them.

use journal::{Edtf, understand};

/// A date that is understood covers some days, can be said, and reads back as the same date.
pub fn date(bytes: &[u8]) {
    let Some(text) = crate::text(bytes) else { return };
    if let Ok(date) = Edtf::parse(text) {
        holds(&date);
    }
    if let Some(date) = understand(text) {
        holds(&date);
        assert_eq!(understand(&date.to_string()).as_ref(), Some(&date), "its EDTF is understood");
    }
}

fn holds(date: &Edtf) {
    let (first, last) = date.range();
    assert!(first <= last, "{date} ends before it begins");
    assert!((first..=last).contains(&date.order_day()), "{date} stands outside itself");
    assert!(!date.in_words().trim().is_empty(), "{date} cannot be said");
    let _ = (date.precision(), date.is_vague());
    let again = Edtf::parse(&date.to_string()).expect("a date reads back");
    assert_eq!(&again, date);
    assert_eq!(again.range(), (first, last), "{date} covers other days when read back");
}
