//! What the program says of itself.

use crate::support::Home;

/// All that open a vault.
const COMMANDS: [&str; 22] = [
    "new",
    "check",
    "add",
    "list",
    "search",
    "show",
    "import",
    "export",
    "attach",
    "files",
    "save-file",
    "backup",
    "restore",
    "merge",
    "passphrase",
    "recovery-key",
    "reseal",
    "rescue",
    "accept",
    "identity",
    "open-letter",
    "letters",
];

#[test]
fn help_names_every_command_and_every_exit_code() {
    let help = Home::new().tell(&["--help"], b"");
    assert_eq!(help.status, 0);
    for word in COMMANDS.iter().chain(&["findings"]) {
        assert!(help.out.contains(&format!("\n  {word} ")), "{word}: {}", help.out);
    }
    for code in 0..=9 {
        assert!(help.out.contains(&format!("\n  {code}  ")), "{code}: {}", help.out);
    }
}

#[test]
fn a_wrong_command_line_is_2_and_no_secret_is_an_argument() {
    let home = Home::new();
    assert_eq!(home.tell(&["sing"], b"").status, 2);
    assert_eq!(home.tell(&["new", "v", "--work-factor", "21"], b"").status, 2);
    for command in COMMANDS {
        let help = home.tell(&[command, "--help"], b"").out;
        assert!(help.contains("--passphrase-fd") && !help.contains("--passphrase <"), "{help}");
    }
}
