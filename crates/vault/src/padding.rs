//! Sizes that say little: PADMÉ (Nikitin et al. 2019, "Reducing Metadata Leakage from Encrypted
//! Files and Communication with PURBs", section 4), with a floor under which all are alike.

/// The least size of a record's plaintext: most short entries look the same.
pub(crate) const FLOOR: usize = 1024;

/// The padded size of a plaintext of `length` bytes: at most 12 % more above the floor, and
/// only `O(log log length)` bits of the length can be seen.
pub(crate) fn padded(length: usize) -> usize {
    let length = length.max(FLOOR);
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1 << (exponent - kept)) - 1;
    (length + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_never_shrinks_and_adds_at_most_an_eighth() {
        for length in (0..5000).chain([65_535, 65_537, 1 << 20, (4 << 20) + 300, 67_108_864]) {
            let size = padded(length);
            assert!(size >= length && size >= FLOOR);
            assert!(size <= length.max(FLOOR) + length.max(FLOOR) / 8);
            assert_eq!(padded(size), size);
        }
    }

    #[test]
    fn sizes_fall_into_few_classes() {
        let classes: std::collections::BTreeSet<_> = (1..=65_536).map(padded).collect();
        assert!(classes.len() < 110, "{} classes up to 64 KiB", classes.len());
    }
}
