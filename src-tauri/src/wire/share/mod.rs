//! The telling as the page sees it: decisions as tagged unions, offsets in UTF-16 code units.

/// Declares an enum of names beside the library's own, with both conversions.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident = $inner:path { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                use $inner as Inner;
                match inner { $(Inner::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $inner {
            fn from(outer: $name) -> Self {
                match outer { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

mod package;
mod plan;
mod review;

pub use package::{Format, LedgerRow, Preview, Sealed};
pub use plan::{Plan, RetellingRule};
pub use review::{Decision, FindingDecision, Review, ShareSummary};

/// A count the page shows.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
