//! The tables, as lists to choose from.

/// What the slots of the templates are filled from; all folded.
pub struct Lexicon {
    pub given: Vec<String>,
    pub surname: Vec<String>,
    pub great: Vec<String>,
    pub place: Vec<String>,
    pub words: Vec<String>,
    /// Short ones.
    pub plain: Vec<String>,
    pub foreign: Vec<String>,
}

/// A capital for every part.
pub fn title(word: &str) -> String {
    let mut out = String::new();
    let mut up = true;
    for c in word.chars() {
        if up {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        up = matches!(c, ' ' | '-' | '\'');
    }
    out
}
