//! What Tellable promises, tested through public interfaces and the real window.
