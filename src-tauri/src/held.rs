//! Locks of threads that outlive a panic.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// A lock whose holder panicked still holds what it held; locking the vault must go on.
pub fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same, if nobody else holds it now.
pub fn hold_if_free<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(held) => Some(held),
        Err(TryLockError::Poisoned(left)) => Some(left.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}
