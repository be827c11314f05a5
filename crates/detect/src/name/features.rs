//! What the tagger sees of a candidate: its words, their shape, what the tables and the rules say of it, and what
//! stands around it. Every mark is a hash; the weights are looked up by it.

use super::marks::{Last, Marks};
use super::reader::{Reader, Run, Verdict};
use crate::FindingKind;
use crate::cue;
use crate::hash::{mix, word};
use crate::relation;
use crate::table::{self, COMMON, GIVEN, GREAT_PLACE, PLACE, SURNAME};
use crate::token::Shape;
use crate::words::one_of;

fn kind(kind: FindingKind) -> u64 {
    match kind {
        FindingKind::Person => 1,
        FindingKind::Organisation => 2,
        FindingKind::Place => 3,
        _ => 4,
    }
}

/// What stands between two words, coarsely.
fn class(gap: &str) -> u64 {
    match gap {
        "" => 0,
        " " | "\u{a0}" => 1,
        ", " => 2,
        ". " => 3,
        _ if gap.contains("\n\n") => 4,
        _ if gap.contains('\n') => 5,
        _ if gap.starts_with(':') => 6,
        _ if gap.contains(['"', '“', '”', '«', '»', '„', '‘']) => 7,
        _ if gap.contains(['(', ')', '[', ']']) => 8,
        _ if gap.contains(['—', '–', '-']) => 9,
        _ if gap.contains(['*', '_', '#', '|']) => 10,
        _ if gap.starts_with(['.', '!', '?']) => 11,
        _ => 12,
    }
}

impl Reader<'_, '_> {
    /// Writes the marks of `run` into `marks`; `verdict` is what the rules say of it.
    pub(super) fn mark(&self, run: &Run, verdict: Option<&Verdict>, last: Last, marks: &mut Marks) {
        marks.list.clear();
        let tokens = self.tokens;
        let (first, end, n) = (run.start, run.end, run.len());
        let tail = end - 1;
        let all = tokens.all();
        let rule = verdict.map_or(0, |v| kind(v.kind) * 2 + u64::from(v.sure));
        let opens = u64::from(all[first].opens);
        // Where nothing has a capital, all weighs otherwise.
        let language = if self.cased { self.language as u64 } else { 9 };
        marks.put(0, 0);
        marks.put(1, rule);
        marks.put(2, rule << 8 | n.min(4) as u64);
        marks.put(3, rule << 8 | language);
        marks.put(45, mix(language, u64::from(self.flags(first)) << 2 | n.min(3) as u64));
        marks.put(46, mix(language, rule << 1 | opens));
        marks.put(4, opens << 4 | n.min(4) as u64);

        // The tables.
        let phrase = if n > 1 { table::flags(&self.phrase(run)) } else { 0 };
        let head = u64::from(self.flags(first));
        let foot = u64::from(self.flags(tail));
        let (mut any, mut every, mut caps) = (0u8, 0xff_u8, true);
        let (mut body, mut site) = (false, false);
        for at in run.clone().filter(|&at| all[at].capital || !self.cased) {
            let flags = self.flags(at);
            any |= flags;
            every &= flags;
            caps &= all[at].shouted;
            body |= cue::is_organisation(tokens.fold(at));
            site |= cue::is_site(tokens.fold(at));
        }
        let length = n.min(3) as u64;
        marks.put(5, length << 8 | head);
        marks.put(6, (opens << 2 | length) << 8 | head);
        marks.put(7, length << 16 | head << 8 | foot);
        marks.put(8, length << 8 | u64::from(any));
        marks.put(9, length << 8 | u64::from(every));
        marks.put(10, u64::from(phrase & (GREAT_PLACE | PLACE)));
        marks.put(11, rule << 8 | u64::from(every));
        marks.put(12, u64::from(caps) << 4 | length);
        let cues = u64::from(body) << 1 | u64::from(site);
        marks.put(13, cues << 4 | length);
        marks.put(14, cues << 8 | u64::from(every & (GIVEN | SURNAME | COMMON)));
        if n > 1 {
            let end_cue = u64::from(cue::is_organisation(tokens.fold(tail))) << 1
                | u64::from(cue::is_site(tokens.fold(tail)));
            marks.put(15, end_cue);
            marks.put(16, word(tokens.fold(tail)));
            marks.put(17, word(tokens.fold(first)));
            for at in first..tail {
                marks.put(18, class(tokens.gap(at)));
            }
        } else {
            marks.put(19, self.spelling(first));
            marks.put(20, opens << 8 | head | self.spelling(first) << 10);
            let other = u64::from(cue::is_other_capital(tokens.fold(first))) << 1
                | u64::from(cue::is_calendar(tokens.fold(first)));
            marks.put(21, other);
            marks.put(22, word(tokens.fold(first)));
        }
        marks.put(23, self.ending(tail, 3));
        marks.put(24, self.ending(first, 3));
        marks.put(25, self.ending(tail, 2));
        marks.put(26, self.ending(tail, 4));

        // Around it.
        let gap_before = if first == 0 { 0 } else { class(tokens.gap(first - 1)) };
        let gap_after = if end < tokens.len() { class(tokens.gap(tail)) } else { 0 };
        let possessive = u64::from(all[tail].possessive);
        let before = tokens.before(first);
        let after = tokens.fold(end);
        let near_before = first > 0 && !matches!(gap_before, 3 | 4 | 5 | 11);
        let near_after = !matches!(gap_after, 3 | 4 | 5 | 11);
        let sort_before = if near_before { self.sort(first.wrapping_sub(1)) } else { 1 << 20 };
        let sort_after = if near_after { self.sort(end) } else { 1 << 20 };
        marks.put(27, gap_before);
        marks.put(28, gap_after << 1 | possessive);
        marks.put(29, gap_before << 8 | gap_after << 1 | possessive);
        marks.put(30, sort_before << 4 | gap_before);
        marks.put(31, sort_after << 4 | gap_after);
        marks.put(32, mix(head << 8 | foot, sort_before));
        marks.put(33, mix(head << 8 | foot, sort_after));
        marks.put(34, mix(rule, sort_before));
        marks.put(35, mix(rule, sort_after));
        if near_before {
            marks.put(36, mix(gap_before, word(before)));
            marks.put(37, mix(word(before), u64::from(any) << 4 | length));
            let second = tokens.before(first - 1);
            marks.put(38, mix(word(second), word(before)));
            marks.put(39, word(second));
        }
        if near_after {
            marks.put(40, mix(gap_after << 1 | possessive, word(after)));
            marks.put(41, mix(word(after), u64::from(any) << 4 | length));
            let second = tokens.fold(end + 1);
            marks.put(42, mix(word(second), word(after)));
            marks.put(43, word(second));
        }
        if near_before && near_after {
            marks.put(44, mix(sort_before, sort_after));
        }
        self.mark_row(run, last, marks);
    }

    /// The line it stands in, the list it stands in, the candidate before it.
    fn mark_row(&self, run: &Run, last: Last, marks: &mut Marks) {
        let tokens = self.tokens;
        let (first, end) = (run.start, run.end);
        let line_before = first == 0 || tokens.gap(first - 1).contains('\n');
        let line_after = end >= tokens.len() || tokens.gap(end - 1).contains('\n');
        let line = u64::from(line_before) << 1 | u64::from(line_after);
        marks.put(50, line);
        let numbers =
            u64::from(self.is_number(first.wrapping_sub(1))) << 1 | u64::from(self.is_number(end));
        marks.put(51, numbers << 2 | line);
        if last.end > 0 && last.end <= first {
            let between = first - last.end;
            let gap = class(tokens.gap(last.end - 1));
            let label = last.label as u64 + 1;
            match between {
                0 => marks.put(52, label << 8 | gap << 2 | line),
                1 => marks.put(53, mix(label, word(tokens.fold(last.end)))),
                2 => marks.put(54, mix(label, word(tokens.fold(first - 1)))),
                3..=6 => marks.put(55, label),
                _ => {}
            }
        }
        // "Lopez, Santos and Coleman is": three names, one firm.
        marks.put(56, self.triple(run));
        // A word or two on, whether another capital follows.
        let next = (end..(end + 3).min(tokens.len())).find(|&at| tokens.all()[at].capital);
        if let Some(next) = next {
            marks.put(57, (next - end) as u64 * 16 + class(tokens.gap(end - 1)));
            marks.put(58, u64::from(self.flags(next)) << 2 | (next - end) as u64);
        }
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape == Shape::Number)
    }

    /// "Lopez, Santos and Coleman is a bakery": three surnames that do something as one.
    pub(super) fn is_firm_of_three(&self, run: &Run) -> bool {
        let triple = self.triple(run);
        let (listed, verb, surnames) = (triple >> 1 & 1, triple >> 2 & 3, triple >> 4 & 3);
        triple > 0 && listed == 0 && verb == 1 && surnames > 1
    }

    /// Where in "A, B and C" the run stands, and whether one does something then, or several.
    fn triple(&self, run: &Run) -> u64 {
        if run.len() != 1 {
            return 0;
        }
        let tokens = self.tokens;
        let and = |at: usize| matches!(tokens.fold(at), "and" | "und" | "y" | "et" | "e" | "en");
        let capital = |at: usize| tokens.get(at).is_some_and(|t| t.capital);
        let one =
            |at: usize| capital(at) && !(at > 0 && capital(at - 1) && tokens.gap(at - 1) == " ");
        let at = run.start;
        for position in 0..3usize {
            // Token of A: B stands one on, "and" two on, C three on.
            let Some(a) = at.checked_sub([0, 1, 3][position]) else { continue };
            if one(a)
                && tokens.gap(a) == ", "
                && capital(a + 1)
                && and(a + 2)
                && tokens.gap(a + 1) == " "
                && tokens.gap(a + 2) == " "
                && capital(a + 3)
                && !(tokens.gap(a + 3) == " " && capital(a + 4))
            {
                let listed = a > 1 && tokens.gap(a - 1) == ", " && capital(a - 1);
                let names = [a, a + 1, a + 3].iter().filter(|&&at| self.has(at, SURNAME)).count();
                let given = [a, a + 1, a + 3].iter().filter(|&&at| self.has(at, GIVEN)).count();
                let verb = match tokens.fold(a + 4) {
                    "is" | "was" | "has" => 1,
                    "are" | "were" | "have" => 2,
                    _ if tokens.gap(a + 3).contains('\n') => 3,
                    _ => 0,
                };
                return 1
                    | u64::from(listed) << 1
                    | verb << 2
                    | (names as u64) << 4
                    | (given as u64) << 6;
            }
        }
        0
    }

    /// How a single word is spelled: inner capitals, hyphens, two words in one.
    fn spelling(&self, at: usize) -> u64 {
        let (written, fold) = (self.tokens.word_at(at), self.tokens.fold(at));
        let inner = written.chars().skip(1).any(char::is_uppercase)
            && written.chars().any(char::is_lowercase);
        let hyphen = match fold.split_once('-') {
            Some((a, b)) => {
                1 + u64::from(table::flags(a) & SURNAME != 0)
                    + u64::from(table::flags(b) & SURNAME != 0)
            }
            None => 0,
        };
        let known = table::flags(fold) != 0;
        let joined = !known && hyphen == 0 && is_joined(fold);
        u64::from(inner)
            | u64::from(joined) << 1
            | u64::from(known) << 2
            | hyphen << 3
            | u64::from(written.is_ascii()) << 5
    }

    fn ending(&self, at: usize, letters: usize) -> u64 {
        let fold = self.tokens.fold(at);
        fold.len().checked_sub(letters).and_then(|from| fold.get(from..)).map_or(0, word)
    }

    /// What sort of word stands there.
    fn sort(&self, at: usize) -> u64 {
        let Some(token) = self.tokens.get(at) else { return 1 << 21 };
        let fold = self.tokens.fold(at);
        if token.shape == Shape::Number {
            return 1 << 22;
        }
        u64::from(cue::is_honorific(fold))
            | u64::from(cue::is_speech(fold)) << 1
            | u64::from(cue::is_locative(fold)) << 2
            | u64::from(cue::is_corporate(fold)) << 3
            | u64::from(cue::is_organisation(fold)) << 4
            | u64::from(relation::is_role(fold)) << 5
            | u64::from(token.capital) << 6
            | u64::from(is_article(fold)) << 7
            | u64::from(self.has(at, COMMON)) << 8
            | u64::from(self.has(at, GIVEN)) << 9
    }
}

fn is_article(word: &str) -> bool {
    one_of!(
        word,
        "the a an this that my our his her their your der die das ein eine el la los las un una le les une o os um uma het een de"
    )
}

/// Two ordinary words written as one: "Opencounter".
fn is_joined(fold: &str) -> bool {
    fold.is_ascii()
        && (7..=20).contains(&fold.len())
        && (3..=fold.len() - 3).any(|cut| {
            let (a, b) = fold.split_at(cut);
            table::flags(a) & table::ENGLISH != 0 && table::flags(b) & table::ENGLISH != 0
        })
}
