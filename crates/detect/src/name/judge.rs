//! What a run of capitals names: the rules, strongest first.

use super::reader::{FIRM, NAME, Reader, Run, SPOT, TITLED, Verdict};
use crate::FindingKind::{Organisation, Person, Place};
use crate::cue;
use crate::language::Language;
use crate::table::{self, GIVEN, GREAT_PLACE, SURNAME};
use crate::words::one_of;

impl Reader<'_, '_> {
    pub(super) fn judge(&self, run: Run) -> Option<Verdict> {
        let tokens = self.tokens;
        let (first, last, n) = (run.start, run.end - 1, run.len());
        let found = |kind, sure, reason| Some(Verdict { kind, run: run.clone(), sure, reason });
        let all = tokens.all();
        let before = tokens.before(first);
        let gap_before = if first == 0 { "" } else { tokens.gap(first - 1) };
        let near =
            matches!(gap_before, " " | "\u{a0}" | "'" | "’" | ". " | " \"" | " “" | " *" | " **");
        if !self.cased {
            let sure =
                (n > 1 || self.has(first, GIVEN)) && !cue::is_other_capital(tokens.fold(first));
            return sure.then(|| found(Person, true, NAME)).flatten();
        }
        let phrase = self.phrase(&run);
        let whole = if n > 1 { table::flags(&phrase) } else { self.flags(first) };
        if self.is_bare_title(&run) {
            return None;
        }
        if self.is_address_line(&run)
            || n > 1 && whole & GREAT_PLACE != 0 && !self.has(first, GIVEN)
        {
            return found(Place, true, SPOT);
        }
        // A title says it all.
        let title = cue::is_honorific(before)
            && near
            && first > 0
            && (all[first - 1].capital
                || gap_before == ". "
                || matches!(before, "herr" | "frau" | "dr" | "don" | "dona" | "mr" | "mrs"))
            && !self.is_relation_head(first);
        if title && (n == 1 || !cue::is_organisation(tokens.fold(last))) {
            return found(Person, true, TITLED);
        }
        if near && matches!(before, "dr" | "saint") {
            return found(Person, true, TITLED);
        }
        let shouted = all[first].shouted && n == 1;
        let moved = near && (cue::is_locative(before) || before == "at" && self.is_motion(first));
        if shouted
            && !moved
            && !self.has(first, GREAT_PLACE)
            && (tokens.fold(first).len() < 5 || self.common(first))
        {
            return None;
        }
        if n == 1
            && (cue::is_other_capital(tokens.fold(first)) || cue::is_calendar(tokens.fold(first)))
        {
            let named = self.has(first, GIVEN) && (self.acts(first) || self.is_introduced(first));
            if !named {
                return None;
            }
        }
        if n > 1
            && let Some(verdict) = self.judge_parts(&run, near && cue::is_locative(before))
        {
            return Some(verdict);
        }
        let locative = near && cue::is_locative(before);
        if self.language != Language::English
            && gap_before == " "
            && cue::is_organisation(before)
            && !all[first - 1].capital
            && !matches!(before, "as" | "sa" | "se" | "co" | "center" | "office")
        {
            return found(Organisation, true, FIRM);
        }
        if whole & GREAT_PLACE != 0
            && (!self.has(first, GIVEN) || locative)
            && !(self.acts(last) || all[last].possessive && self.has(first, GIVEN))
        {
            let ordinary = self.common(first) && n == 1 && !locative;
            if !ordinary {
                return found(Place, true, SPOT);
            }
        }
        if whole & table::PLACE != 0
            && locative
            && !self.has(first, GIVEN)
            && !(self.common(first) && n == 1 && all[first].opens)
        {
            return found(Place, true, SPOT);
        }
        if n == 1 {
            self.judge_one(run, near, before)
        } else {
            self.judge_row(run, near, before, whole)
        }
    }

    /// A row of which one word tells what it is: "Hospital", "Ltd", "Bridge", "&".
    fn judge_parts(&self, run: &Run, locative: bool) -> Option<Verdict> {
        let (tokens, first, last, n) = (self.tokens, run.start, run.end - 1, run.len());
        let found = |kind, sure, reason| Some(Verdict { kind, run: run.clone(), sure, reason });

        if run.clone().any(|at| cue::is_organisation(tokens.fold(at)))
            && !(self.has(first, GIVEN) && self.has(last, SURNAME) && n == 2 && !self.common(last))
        {
            return found(Organisation, true, FIRM);
        }
        if (first..last).any(|at| matches!(tokens.gap(at), " & " | " + " | "&")) {
            return found(Organisation, true, FIRM);
        }
        let named = self.has(first, GIVEN) && self.has(last, SURNAME) && !(locative);
        if (cue::is_site(tokens.fold(last)) || cue::is_site(tokens.fold(first)))
            && !(named && !(self.common(first) && self.common(last)))
        {
            return found(Place, true, SPOT);
        }

        None
    }

    /// A title without a name, or a shout: nobody's name.
    fn is_bare_title(&self, run: &Run) -> bool {
        let (tokens, first, n) = (self.tokens, run.start, run.len());
        let all = tokens.all();
        n == 1
            && (cue::is_honorific(tokens.fold(first)) && !self.has(first, GIVEN)
                || tokens.fold(first) == "st")
            || n > 1
                && run.clone().all(|at| all[at].shouted)
                && run.clone().any(|at| self.common(at))
    }

    fn judge_one(&self, run: Run, near: bool, before: &str) -> Option<Verdict> {
        let tokens = self.tokens;
        let at = run.start;
        let token = &tokens.all()[at];
        let (given, surname, common) =
            (self.has(at, GIVEN), self.has(at, SURNAME), self.common(at));
        let found = |kind, sure, reason| Some(Verdict { kind, run: run.clone(), sure, reason });
        let german = self.language == Language::German;
        if tokens.fold(at).chars().nth(1).is_none() {
            let introduced = matches!(before, "him" | "her" | "them" | "called" | "named")
                && tokens.gap(at).starts_with('.');
            return introduced.then(|| found(Person, false, NAME)).flatten();
        }
        let introduced = self.is_introduced(at);
        if self.is_employer(&run, near, before) && !common {
            return found(Organisation, true, FIRM);
        }
        if near
            && matches!(before, "to" | "at")
            && self.is_motion(at)
            && (!given
                || token.shouted
                || before == "to"
                    && !self.acts(at)
                    && matches!(
                        tokens.before(at - 1),
                        "flew"
                            | "moved"
                            | "drove"
                            | "travelled"
                            | "traveled"
                            | "arrived"
                            | "back"
                            | "flight"
                    ))
            && !introduced
        {
            return found(Place, true, SPOT);
        }
        if given && !common {
            let weak = german && token.opens && !self.acts(at) && !introduced;
            // Nobody is "in" a person.
            if near && matches!(before, "in" | "near" | "outside" | "em") && !introduced {
                return found(Place, true, SPOT);
            }
            return found(Person, !weak, NAME);
        }
        if given && common {
            // Elsewhere than in English nobody is known by an ordinary word.
            let english = self.language == Language::English;
            let person =
                introduced || english && (self.acts(at) || token.possessive && !token.opens);
            return person.then(|| found(Person, introduced || self.acts(at), NAME)).flatten();
        }
        if common {
            return (introduced && !token.opens && self.acts(at))
                .then(|| found(Person, false, NAME))
                .flatten();
        }
        let adjective =
            ["ian", "ese", "ish", "ic"].iter().any(|ending| tokens.fold(at).ends_with(ending));
        if (german || adjective && !surname) && !introduced {
            return None;
        }
        if near
            && cue::is_locative(before)
            && !matches!(
                before,
                "to" | "a" | "de" | "d" | "van" | "bei" | "na" | "no" | "para" | "au"
            )
        {
            return found(Place, true, SPOT);
        }
        if introduced {
            return found(Person, true, NAME);
        }
        if near
            && cue::is_corporate(before)
            && !matches!(before, "by" | "with" | "for" | "against" | "between")
        {
            return found(Organisation, true, FIRM);
        }
        if token.opens {
            // German and Dutch put the verb second behind anything.
            let verb_second = german || self.language == Language::Dutch;
            let verb = self.acts(at) && !verb_second || token.possessive || self.is_listed(at);
            return (verb || surname && !german && self.is_line(at))
                .then(|| found(Person, surname, NAME))
                .flatten();
        }
        if near
            && one_of!(before, "the a an this that my our der die das le la el o os het")
            && !surname
        {
            return None;
        }
        let sure = surname || self.acts(at) || token.possessive;
        found(Person, sure, NAME)
    }

    fn judge_row(&self, run: Run, near: bool, before: &str, whole: u8) -> Option<Verdict> {
        let tokens = self.tokens;
        let (first, last) = (run.start, run.end - 1);
        let found = |kind, sure, reason| Some(Verdict { kind, run: run.clone(), sure, reason });
        let given = self.has(first, GIVEN);
        let names = run.clone().filter(|&at| self.has(at, GIVEN | SURNAME)).count();
        let common = run.clone().filter(|&at| self.common(at) && tokens.all()[at].capital).count();
        let capitals = run.clone().filter(|&at| tokens.all()[at].capital).count();
        let initial = run.clone().any(|at| tokens.fold(at).len() == 1 && tokens.all()[at].capital);
        if self.language == Language::German && common * 2 >= capitals && !given {
            return None;
        }
        let event = one_of!(
            tokens.fold(last),
            "cup games olympics festival championship championships award awards prize act weekly marathon tour war wars day week month night weekend show summit conference"
        );
        if event
            || self.language == Language::German
                && !given
                && !self.is_introduced(first)
                && names * 2 < capitals + 1
        {
            return None;
        }
        let corporate = near
            && (matches!(before, "at" | "joined" | "bei" | "beim" | "chez" | "bij")
                || matches!(before, "for")
                    && matches!(
                        tokens.before(first.saturating_sub(1)),
                        "work" | "worked" | "works" | "working" | "job"
                    ));
        if self.is_employer(&run, near, before) {
            return found(Organisation, true, FIRM);
        }
        let travelled = near && before == "to" && self.is_motion(first);
        if (travelled || near && matches!(before, "in" | "near" | "em"))
            && !(given && self.has(last, SURNAME) && common == 0)
        {
            return found(Place, true, SPOT);
        }
        if given && !(self.common(first) && common == capitals) {
            return if corporate && common > 0 {
                found(Organisation, true, FIRM)
            } else {
                found(Person, true, NAME)
            };
        }
        if corporate {
            return found(Organisation, true, FIRM);
        }
        if whole & table::PLACE != 0 && names < capitals {
            return found(Place, true, SPOT);
        }
        if self.is_introduced(first) && common < capitals {
            return found(Person, true, NAME);
        }
        if common == capitals {
            if given && self.has(last, SURNAME) {
                return found(Person, true, NAME);
            }
            let body =
                near && matches!(
                    before,
                    "the" | "for" | "by" | "of" | "with" | "from" | "joined" | "and"
                ) && !tokens.all()[first].opens;
            return body.then(|| found(Organisation, false, FIRM)).flatten();
        }
        if names * 2 >= capitals && (common == 0 || self.has(last, SURNAME) && !self.common(last))
            || initial && names > 0
        {
            return found(Person, true, NAME);
        }
        if common > 0 {
            return found(Organisation, false, FIRM);
        }
        if near && matches!(before, "in" | "from" | "near" | "en" | "em" | "aus" | "nach" | "uit") {
            return found(Place, true, SPOT);
        }
        found(Person, names > 0, NAME)
    }
}
