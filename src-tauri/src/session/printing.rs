//! What may be printed: only papers that are known to be there.

use std::sync::Arc;

use journal::Journal;

use super::{Session, State};
use crate::failure::Failure;
use crate::held::hold;
use crate::wire::keys::Paper;

impl Session {
    /// Notes a story as told in person. Its card may be printed from then on.
    pub async fn tell_in_person<T: Send + 'static>(
        self: &Arc<Self>,
        tell: impl FnOnce(&mut Journal) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.work(move |_, open| {
            let told = tell(&mut open.journal)?;
            open.card = true;
            Ok(told)
        })
        .await
    }

    /// Whether a paper may be printed: what is told on paper went through the door before.
    pub fn may_print(&self, paper: Paper) -> Result<(), Failure> {
        let may = match (&*hold(&self.state), paper) {
            (State::Unlocked(_), Paper::CircleCards)
            | (State::Confirming(_), Paper::RecoverySheet) => true,
            (State::Unlocked(open), Paper::CueCard) => open.card,
            (State::Unlocked(open), Paper::RecoverySheet) => open.ceremony.is_some(),
            _ => false,
        };
        if may { Ok(()) } else { Err(Failure::of("nothing-to-print")) }
    }
}
