//! All commands and events in one place: registered from here, and described to TypeScript from here.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::command::{
    care, clipboard, dialog, entry, keys, look, settings, share, transfer, vault,
};
use crate::event::ShellEvent;

/// Everything the page may ask, in the order of `shell.ts`.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .dangerously_cast_bigints_to_number()
        .disable_serde_phases()
        .events(collect_events![ShellEvent])
        .commands(collect_commands![
            vault::vault_status,
            vault::measure_passphrase,
            vault::begin_vault,
            vault::finish_vault,
            vault::abandon_vault,
            vault::unlock_vault,
            vault::find_vault,
            vault::accept_copy,
            vault::lock_vault,
            vault::note_activity,
            clipboard::copy_secret,
            keys::read_keys,
            keys::change_passphrase,
            keys::begin_recovery,
            keys::begin_reseal,
            keys::begin_rescue,
            keys::finish_key,
            keys::abandon_key,
            keys::recovery_sheet,
            keys::print_window,
            care::read_backups,
            care::set_backup_folder,
            care::back_up_now,
            care::rehearse,
            care::restore,
            care::merge_copy,
            care::abandon_rehearsal,
            care::check_vault,
            care::list_conflicts,
            care::read_conflict,
            dialog::choose_vault_file,
            dialog::choose_new_vault_file,
            dialog::choose_folder,
            dialog::choose_package_file,
            entry::new_entry,
            entry::read_entry,
            entry::keep_draft,
            entry::save_entry,
            entry::delete_entry,
            entry::undelete_entry,
            entry::read_happened,
            entry::list_history,
            entry::read_revision,
            entry::restore_revision,
            look::list_timeline,
            look::search_entries,
            look::list_people,
            look::save_person,
            look::list_tags,
            transfer::import_folder,
            transfer::export_folder,
            transfer::cancel_work,
            share::start_share,
            share::open_review,
            share::change_plan,
            share::list_shares,
            share::discard_share,
            share::decide_item,
            share::decide_finding,
            share::keep_remaining,
            share::undo_decision,
            share::preview_package,
            share::check_recipient,
            share::seal_package,
            share::list_ledger,
            settings::read_settings,
            settings::save_settings,
            settings::read_machine,
        ])
}

#[cfg(test)]
mod tests;
