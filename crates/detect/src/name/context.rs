//! What stands around a capitalised word and tells whose name it is.

use super::reader::{Reader, Run};
use crate::cue;
use crate::relation;
use crate::table::{GIVEN, SURNAME};
use crate::token::Shape;
use crate::words::one_of;

impl Reader<'_, '_> {
    /// Somebody does something here: "Grace said", "Jules, my boss".
    pub(super) fn acts(&self, at: usize) -> bool {
        matches!(self.tokens.gap(at), " " | ", ") && {
            let next = self.tokens.fold(at + 1);
            cue::is_speech(next)
                && !matches!(
                    next,
                    "is" | "and" | "had" | "has" | "was" | "a" | "me" | "que" | "who" | "never"
                )
                || self.tokens.gap(at) == ", "
                    && matches!(next, "my" | "our" | "his" | "her" | "who")
        }
    }

    /// "Torpy and Salinas", "Gaetane, Hannah": stands in a row with another name.
    pub(super) fn is_listed(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let (other, gap) = match tokens.fold(at + 1) {
            "and" | "und" | "y" | "et" | "e" | "en" => {
                (at + 2, tokens.gap(at + 1) == " " && tokens.gap(at) == " ")
            }
            _ => (at + 1, tokens.gap(at) == ", "),
        };
        gap && tokens.get(other).is_some_and(|t| t.capital)
            && self.has(other, GIVEN | SURNAME)
            && !self.common(other)
            && !cue::is_calendar(tokens.fold(other))
    }

    /// "work for X", "the address of X", "X is a design agency", "X invested".
    pub(super) fn is_employer(&self, run: &Run, near: bool, before: &str) -> bool {
        let tokens = self.tokens;
        let second = tokens.before(run.start.saturating_sub(1));
        let worked = matches!(before, "for" | "with" | "by")
            && matches!(
                second,
                "work"
                    | "works"
                    | "worked"
                    | "working"
                    | "job"
                    | "consultant"
                    | "employed"
                    | "intern"
                    | "interned"
                    | "consulted"
                    | "contracted"
            )
            || before == "joined"
            || before == "of"
                && matches!(
                    second,
                    "address"
                        | "ceo"
                        | "cfo"
                        | "cto"
                        | "founder"
                        | "offices"
                        | "headquarters"
                        | "employees"
                        | "customers"
                        | "shareholders"
                        | "branch"
                )
            || before == "at"
                && one_of!(
                    second,
                    "job work works worked working year years months engineer manager analyst nurse teacher \
            position role intern internship director associate underwriter designer developer clerk \
            consultant accountant"
                );
        let next = tokens.fold(run.end);
        let is_body = matches!(next, "is" | "was" | "are")
            && (run.end + 1..run.end + 9).any(|at| {
                one_of!(
tokens.fold(at),
"agency company bank firm startup start-up corporation nonprofit charity organisation \
            organization manufacturer 501"
)
            })
            || tokens.word_at(run.end + 2) == "501"
            || one_of!(
next,
"invested announced acquired launched merged hired employs employed specialises specializes \
            songwriter sells headquarters shares stock office offices branch employee employees"
);
        near && worked && !tokens.all()[run.start].opens || is_body
    }

    /// "my boss, Jules", "called Wren", "badge said Winston": the words before present a person.
    pub(super) fn is_introduced(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let (before, gap) = (self.tokens.before(at), self.tokens.gap(at - 1));
        let plain =
            gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '“' | '"' | '*' | '«' | '\'' | '’'));
        let apposed = gap.starts_with(", ") || gap == " " || gap.starts_with(" (");
        apposed && relation::is_role(before)
            || plain
                && one_of!(
                    before,
                    "named told asked name married dear hi hello hey thanks thank heisst namens namen llamado \
            llamada llama nomme nommee appele appelee chamado chamada chama heette genaamd heet tal \
            hermana nom nombre naam somebody-called ask-for"
                )
            || plain
                && before == "called"
                && one_of!(
                    self.tokens.before(at - 1),
                    "her him somebody someone bloke guy man woman girl boy he she was is we i they nurse friend \
            colleague lady kid"
                )
            || plain
                && matches!(before, "said" | "says")
                && matches!(self.tokens.before(at - 1), "badge" | "tag")
            || plain && before == "is" && matches!(self.tokens.before(at - 1), "name")
            || gap.starts_with(": ")
                && matches!(before, "name" | "by" | "from" | "nombre" | "nom" | "naam" | "nome")
            || plain && before == "for" && self.tokens.before(at - 1) == "ask"
    }

    /// A line of its own behind a line that ends in a number: the town of an address.
    pub(super) fn is_address_line(&self, run: &Run) -> bool {
        let Some(before) = run.start.checked_sub(1) else { return false };
        let line =
            self.tokens.gap(before).contains('\n') && !self.tokens.gap(before).contains("\n\n");
        let numbered = self.tokens.get(before).is_some_and(|t| t.shape == Shape::Number);
        let ends = self.tokens.gap(run.end - 1).contains('\n')
            || self.tokens.get(run.end).is_none_or(|t| t.shape == Shape::Number);
        line && numbered && ends
    }

    /// "flew to", "moved back to", "arrived at": what follows is a place.
    pub(super) fn is_motion(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|i| {
            one_of!(
self.tokens.fold(i),
"flew fly flying moved move moving drove drive travelled traveled travel flight flights train \
            bus trip arrived back went going go came emigrated relocated road way got returned ship boat \
            transferred sailed commute commuted ferry"
)
        })
    }

    pub(super) fn is_relation_head(&self, first: usize) -> bool {
        first >= 2
            && matches!(
                self.tokens.before(first),
                "sister"
                    | "brother"
                    | "father"
                    | "uncle"
                    | "aunt"
                    | "doctor"
                    | "nurse"
                    | "coach"
                    | "judge"
                    | "officer"
                    | "president"
            )
            && !self.tokens.all()[first - 1].capital
    }

    /// The token is all there is in its line.
    pub(super) fn is_line(&self, at: usize) -> bool {
        self.tokens.gap(at).contains('\n') || self.tokens.get(at + 1).is_none()
    }
}
