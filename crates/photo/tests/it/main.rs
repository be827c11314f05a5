//! What a rebuilt picture promises, through the public interface only.

mod hostile;
mod made;
mod metadata;
mod pixels;
