//! Numbers that only look like chance.

/// Xorshift: the same seed gives the same numbers.
pub struct Rng(pub u64);

impl Rng {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    pub fn pick<'a>(&mut self, list: &'a [String]) -> &'a str {
        let at = self.below(list.len() as u64) as usize;
        &list[at]
    }

    pub fn one(&mut self, list: &'static str) -> &'static str {
        let words: Vec<&str> = list.split(' ').collect();
        words[self.below(words.len() as u64) as usize]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u64 + 1) as usize);
        }
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}
