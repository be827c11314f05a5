//! Why bytes are no picture that can be shown.

/// Why a picture could not be looked at or rebuilt. Says nothing of what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// A sort of picture that this program cannot read, or no picture at all.
    #[error("picture format is not known: {format}")]
    FormatUnknown {
        /// Its name where that can be told (`heic`), else `unknown`.
        format: &'static str,
    },
    /// The bytes begin as a picture does and cannot be decoded.
    #[error("picture is damaged")]
    Damaged,
    /// More bytes or pixels than are read.
    #[error("picture is too large")]
    TooLarge,
}

impl PhotoError {
    /// Every code.
    pub const CODES: [&'static str; 3] =
        ["photo-format-unknown", "photo-damaged", "photo-too-large"];

    /// The stable name of this failure.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FormatUnknown { .. } => "photo-format-unknown",
            Self::Damaged => "photo-damaged",
            Self::TooLarge => "photo-too-large",
        }
    }
}
