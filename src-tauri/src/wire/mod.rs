//! The shapes that cross to the page, apart from the domain's own types so that each can change
//! alone. `ui/src/ipc/shell.ts` is the other side; a generated file and a type check hold them equal.

/// Declares an enum of names beside the library's own, with both conversions.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident = $inner:path { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type,
        )]
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

pub mod after;
pub mod before;
pub mod care;
pub mod conflict;
pub mod entry;
pub mod file;
pub mod keys;
pub mod letter;
pub mod look;
pub mod people;
pub mod settings;
pub mod share;
pub mod vault;
