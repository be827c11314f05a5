//! The fonts that are bundled, and behind them those of the system.

use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use parley::fontique::{Blob, FontInfoOverride};
use parley::{FontContext, LayoutContext};

/// The family that letters are set in: `Libertinus Serif`.
pub(crate) const SERIF: &str = "tellable letter";
/// The family of code: `DejaVu Sans Mono`.
pub(crate) const MONO: &str = "tellable code";

const FILES: [(&str, &[u8]); 5] = [
    (SERIF, include_bytes!("../fonts/LibertinusSerif-Regular.otf")),
    (SERIF, include_bytes!("../fonts/LibertinusSerif-Italic.otf")),
    (SERIF, include_bytes!("../fonts/LibertinusSerif-Bold.otf")),
    (SERIF, include_bytes!("../fonts/LibertinusSerif-BoldItalic.otf")),
    (MONO, include_bytes!("../fonts/DejaVuSansMono.ttf")),
];

/// What lines are set with.
pub(crate) struct Fonts {
    pub context: FontContext,
    pub layouts: LayoutContext<Look>,
}

/// How words are drawn beyond their font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    pub struck: bool,
}

/// The fonts of this machine are looked up once.
static FONTS: LazyLock<Mutex<Fonts>> = LazyLock::new(|| {
    let mut context = FontContext::new();
    for (family, bytes) in FILES {
        let name = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
        context.collection.register_fonts(Blob::new(Arc::new(bytes)), Some(name));
    }
    Mutex::new(Fonts { context, layouts: LayoutContext::new() })
});

pub(crate) fn fonts() -> MutexGuard<'static, Fonts> {
    FONTS.lock().unwrap_or_else(PoisonError::into_inner)
}
