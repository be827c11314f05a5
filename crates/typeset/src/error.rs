//! Why a document could not be set, or a PDF not be read.

/// The ways in which setting fails. Messages never hold anything of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypesetError {
    /// No font of this machine has some of the letters.
    #[error("no font for {}", .0.join(", "))]
    LettersNotSet(
        /// Their scripts, as Unicode calls them, in order.
        Vec<String>,
    ),
    /// A picture is no JPEG or PNG that can be embedded.
    #[error("picture cannot be embedded")]
    Picture,
    /// The PDF could not be written.
    #[error("PDF could not be written")]
    Write,
    /// The bytes are no PDF that can be read.
    #[error("PDF could not be read")]
    Read,
}

impl TypesetError {
    /// The stable name of this failure.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LettersNotSet(_) => "letters-not-set",
            Self::Picture | Self::Write | Self::Read => "pdf-not-made",
        }
    }
}
