//! The suite needs no network: `cargo xtask test window` runs it where there is none.

use std::fs;
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

/// Documentation addresses (RFC 5737, RFC 3849): nobody stands there, and nobody would mind.
const OUTSIDE: [&str; 2] = ["192.0.2.1:443", "[2001:db8::1]:443"];

#[test]
fn there_is_no_network_to_be_used() {
    if std::env::var_os("TELLABLE_EMPTY_NETWORK").is_none() {
        eprintln!(
            "these tests were started with the network of this machine (see cargo xtask test)"
        );
        return;
    }
    let devices = fs::read_to_string("/proc/net/dev").expect("the devices of this network");
    let names = devices.lines().filter_map(|line| line.split_once(':'));
    let names: Vec<_> = names.map(|(name, _)| name.trim()).collect();
    assert_eq!(names, ["lo"], "the loopback alone");
    for address in OUTSIDE {
        let address: SocketAddr = address.parse().expect("an address");
        let reached = TcpStream::connect_timeout(&address, Duration::from_secs(2));
        let error = reached.expect_err("nothing leads there");
        assert_eq!(error.kind(), std::io::ErrorKind::NetworkUnreachable, "{address}");
    }
    let socket = UdpSocket::bind("127.0.0.1:0").expect("the loopback is up, for the WebDriver");
    assert!(socket.send_to(b"x", OUTSIDE[0]).is_err());
}
