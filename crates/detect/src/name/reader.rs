//! Runs of capitals: where they begin and end, and what is cut off them.

use std::ops::Range;

use crate::FindingKind;
use crate::cue;
use crate::language::Language;
use crate::table::{self, COMMON, FOREIGN, GIVEN, GREAT_PLACE, SURNAME};
use crate::token::{Shape, Tokens};
use crate::words::one_of;

/// A maximal row of capitalised words, small words between them included: token indices.
pub type Run = Range<usize>;

/// What a run was found to be, and how sure that is.
pub struct Verdict {
    pub kind: FindingKind,
    pub run: Run,
    pub sure: bool,
    pub reason: &'static str,
}

pub const NAME: &str = "A name that is not yours.";
pub const TITLED: &str = "A name behind a title.";
pub const FIRM: &str = "The name of a firm, a school or another body.";
pub const SPOT: &str = "The name of a place.";

/// Whether capitals mean anything here: a text without any is read by the tables alone.
pub fn is_cased(tokens: &Tokens<'_>) -> bool {
    tokens.all().iter().any(|t| t.capital) || tokens.len() == 0
}

/// Reads names in the tokens of a text.
pub struct Reader<'a, 'b> {
    pub tokens: &'b Tokens<'a>,
    pub language: Language,
    /// Whether capitals mean anything here.
    pub cased: bool,
}

impl Reader<'_, '_> {
    pub(super) fn span(&self, run: &Run) -> Range<usize> {
        let all = self.tokens.all();
        all[run.start].start..all[run.end - 1].end
    }

    pub(super) fn flags(&self, i: usize) -> u8 {
        let fold = self.tokens.fold(i);
        let flags = table::flags(fold);
        if flags == 0 && fold.contains('-') {
            return fold.split('-').next().map_or(0, table::flags) & (GIVEN | SURNAME);
        }
        flags
    }

    pub(super) fn has(&self, i: usize, flags: u8) -> bool {
        self.flags(i) & flags != 0
    }

    /// An ordinary word of the text's language. English words are ordinary in German too, since it
    /// writes every noun with a capital and borrows many.
    pub(super) fn common(&self, i: usize) -> bool {
        match self.language {
            Language::English | Language::German => self.has(i, COMMON),
            _ => self.has(i, FOREIGN),
        }
    }

    /// A capitalised word that can be part of a name.
    pub(super) fn opens(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        if token.shape != Shape::Word {
            return false;
        }
        if !self.cased {
            // A word no table knows may be a name too.
            let flags = self.flags(i);
            let named = flags & (GIVEN | SURNAME | GREAT_PLACE) != 0
                || flags == 0
                    && self.language == Language::English
                    && self.tokens.word_at(i).chars().all(char::is_alphabetic);
            return named && !self.common(i) && self.tokens.fold(i).len() > 2;
        }
        let pronoun = self.tokens.word_at(i) == "I" && !self.tokens.gap(i).starts_with('.');
        token.capital && !pronoun && !self.tokens.word_at(i).contains('_')
    }

    /// The run that starts at token `i`; empty when none does.
    pub(super) fn run(&self, i: usize) -> Run {
        let mut end = i;
        while self.opens(end) {
            end += 1;
            let all = self.tokens.all();
            if all[end - 1].possessive {
                break;
            }
            let gap = self.tokens.gap(end - 1);
            let initial = gap == ". " && self.tokens.fold(end - 1).chars().nth(1).is_none();
            let titled = gap == ". " && cue::is_honorific(self.tokens.fold(end - 1));
            let and = matches!(gap, " & " | " + " | "&" | "-") && self.opens(end);
            if !(matches!(gap, " " | "\u{a0}" | "  ") || initial || titled || and) {
                break;
            }
            // Small words that stand inside names: "Bart van Oirschot", "Klinikum am Habichtswald".
            let mut small = end;
            while small < end + 3
                && is_particle(self.tokens.fold(small))
                && !self.opens(small)
                && matches!(self.tokens.gap(small), " " | "'" | "’")
            {
                small += 1;
            }
            if small > end && self.opens(small) && self.joins(i..end, end) {
                end = small;
            }
        }
        i..end
    }

    /// Whether the small word at `particle` joins what stands before it with what follows.
    pub(super) fn joins(&self, run: Run, particle: usize) -> bool {
        let last = run.end - 1;
        let organisation = run.clone().any(|at| cue::is_organisation(self.tokens.fold(at)));
        match self.tokens.fold(particle) {
            "van" | "von" | "der" | "den" | "bin" | "al" | "el" | "ter" | "ten" | "di"
            | "della" | "dos" | "das" | "da" | "do" | "du" | "del" | "de" | "la" | "y" => {
                organisation
                    || self.has(last, GIVEN | SURNAME) && !self.has(last, GREAT_PLACE)
                    || self.language == Language::English
                        && !matches!(self.tokens.fold(particle), "la" | "y")
            }
            "of" | "and" | "for" | "the" | "am" | "im" | "zum" | "zur" | "des" | "of-the" => {
                organisation
            }
            _ => false,
        }
    }

    /// Cuts titles and words that open a sentence off a run, and what is left into names.
    pub(super) fn split(&self, run: Run) -> Vec<Run> {
        if run.len() > 1 && table::flags(&self.phrase(&run)) & (GREAT_PLACE | table::PLACE) != 0 {
            return vec![run];
        }
        let mut pieces = Vec::new();
        let mut start = run.start;
        for at in run.clone() {
            let fold = self.tokens.fold(at);
            let stop = cue::is_calendar(fold)
                && !(self.has(at, GIVEN)
                    && at + 1 < run.end
                    && self.has(at + 1, SURNAME)
                    && !matches!(fold, "may" | "march"));
            let opener = at == start
                && at < run.end
                && self.tokens.all()[at].opens
                && self.is_opener(at, &run);
            let side = at == start
                && at + 1 < run.end
                && one_of!(
                    fold,
                    "southern northern eastern western central downtown upper lower south north west east of mid"
                );
            let title = at == start && self.is_title(at, &run);
            if stop
                || side
                || opener
                || title
                || cue::is_other_capital(fold) && !self.has(at, GIVEN) && at == start
            {
                if start < at {
                    pieces.push(start..at);
                }
                start = at + 1;
            }
        }
        if start < run.end {
            pieces.push(start..run.end);
        }
        for piece in &mut pieces {
            while piece.start < piece.end
                && is_particle(self.tokens.fold(piece.end - 1))
                && !self.tokens.all()[piece.end - 1].capital
            {
                piece.end -= 1;
            }
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    pub(super) fn is_title(&self, at: usize, run: &Run) -> bool {
        let fold = self.tokens.fold(at);
        cue::is_honorific(fold)
            && at + 1 < run.end
            && !matches!(fold, "major" | "chief" | "general" | "master" | "don" if !self.tokens.all()[at].opens && self.has(at, SURNAME) && self.has(at, GIVEN))
    }

    /// An ordinary word that is capital only because it opens a sentence.
    pub(super) fn is_opener(&self, at: usize, run: &Run) -> bool {
        let given = self.has(at, GIVEN);
        let alone = at + 1 == run.end;
        let fold = self.tokens.fold(at);
        let small = one_of!(
            fold,
            "in as my the at on to by we he she it so but if when then for with from no not this that these those our his her \
             their your can could would do did does is was are were has have had am be there here what who how why where which \
             all some any one"
        );
        if small {
            return true;
        }
        if alone && given && fold.len() > 2 && !is_particle(fold) {
            return false;
        }
        if is_particle(self.tokens.fold(at)) && !(given && self.has(at + 1, SURNAME)) {
            return true;
        }
        if !self.common(at) {
            return false;
        }
        !given || alone && !self.acts(at) || !alone && !self.has(at + 1, SURNAME | GIVEN)
    }

    /// Whether a token is worth looking for elsewhere in the text.
    pub(super) fn distinctive(&self, at: usize) -> bool {
        let fold = self.tokens.fold(at);
        fold.len() > 2
            && !is_particle(fold)
            && (!self.common(at) || self.has(at, GIVEN))
            && !cue::is_calendar(fold)
    }

    pub(super) fn phrase(&self, run: &Run) -> String {
        let mut phrase = String::new();
        for at in run.clone() {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(self.tokens.fold(at));
        }
        phrase
    }
}

fn is_particle(word: &str) -> bool {
    one_of!(
        word,
        "van von der den de da do dos das del della di du la le les el al bin ter ten y of and for \
            the am im zum zur des d l"
    )
}
